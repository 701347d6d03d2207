/**
 * How soon after the last of 200 events a slider's handler has worked with the last value: `npm run bench -- widgets`.
 * The events are sent as a front end sends them that does not wait, every 5 ms or all at once; handlers take no time,
 * compute or wait, or draw a figure with `interact`. The target is 1 s.
 */
import { type Kernel, mesoscope, sleep, startKernel } from "../../../test/kernel/client/index.ts";
import { median } from "./kernel/statistics.ts";

const events = 200;
const rounds = 3;
const target = 1000;

const head = 'import * as w from "@mesoscope/widgets"; const moved = w.slider({ max: 200 }); let last = 0;';
const handlers = {
  "takes no time": `${head} moved.observe((value) => { last = value; }); moved`,
  "computes for 50 ms": `${head} moved.observe((value) => { const end = performance.now() + 50; while (performance.now() < end); last = value; }); moved`,
  "waits for 50 ms": `${head} moved.observe(async (value) => { await new Promise((done) => setTimeout(done, 50)); last = value; }); moved`,
  "draws 1000 points": `import { line } from "@mesoscope/plot"; ${head}
    const x = Array.from({ length: 1000 }, (_, i) => i);
    await display(w.interact(({ moved }) => { last = moved; return line({ x, y: x.map((t) => Math.sin(t / moved)) }); }, { moved })); moved`,
};

const kernel = await startKernel(mesoscope);
console.log(`handler | events | ms from the last event to its end, median of ${rounds} | target | met`);
for (const [name, cell] of Object.entries(handlers)) {
  for (const pause of [5, 0]) {
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) times.push(await drag(kernel, cell, pause));
    const took = median(times);
    const rate = pause === 0 ? "at once" : `every ${pause} ms`;
    console.log(`${name} | ${rate} | ${took.toFixed(0)} | ≤ ${target} | ${took <= target ? "yes" : "**missed**"}`);
  }
}
await kernel.shutdown();

/** Milliseconds from the last event to the end of its handling; throws where the handler has not seen the last value. */
async function drag(kernel: Kernel, cell: string, pause: number): Promise<number> {
  const shown = await kernel.execute(cell);
  const comm = kernel.comm(shown.result?.["application/vnd.jupyter.widget-view+json"].model_id);
  let sent = comm.send({ method: "update", state: { value: 1 }, buffer_paths: [] });
  for (let value = 2; value <= events; value++) {
    if (pause > 0) await sleep(pause);
    sent = comm.send({ method: "update", state: { value }, buffer_paths: [] });
  }
  const { at } = await sent.idle;
  const { text } = await kernel.execute("last");
  if (text !== `${events}`) throw new Error(`the handler saw ${text} last, not ${events}`);
  return at - sent.sentAt;
}
