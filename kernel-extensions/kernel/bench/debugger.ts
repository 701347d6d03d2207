/**
 * What the debugger costs, and how soon it shows variables: `npm run bench -- debugger`, after a build. Cells run in two
 * kernels by turns, one of them with the debugger attached and a breakpoint in another cell.
 */
import { DebuggerClient, type Kernel, mesoscope, startKernel } from "../../../test/kernel/client/index.ts";
import { median } from "./kernel/statistics.ts";

/** Of cells that take long; quick ones, whose times scatter more, run twenty times as often. */
const repetitions = 21;
const isQuick = (name: string) => name.endsWith("cell");

/** Cells, and the greatest ratio of their time with the debugger to that without. */
const cells = {
  "trivial cell": "1 + 1",
  "typed cell": "interface P { x: number }\nconst p: P = { x: 2 };\nconst f = (q: P): number => q.x * 2;\nf(p)",
  "loop in a function": "(() => { let s = 0; for (let i = 0; i < 20_000_000; i++) s += i % 7; return s; })()",
  "loop at top level": "let s = 0; for (let i = 0; i < 5_000_000; i++) s += i % 7; s",
  "calls and objects": "let c = 0; for (let i = 0; i < 300_000; i++) c += JSON.parse(JSON.stringify({ i })).i; c",
  "1,000 awaits": "for (let i = 0; i < 1000; i++) await null;",
  "300 timers": "await Promise.all(Array.from({ length: 300 }, () => new Promise((done) => setTimeout(done, 1))))",
};

const kernels = await Promise.all([
  startKernel(mesoscope, { verify: false }),
  startKernel(mesoscope, { verify: false }),
]);
const [detached, attached] = kernels as [Kernel, Kernel];
const debug = new DebuggerClient(attached);
try {
  await debug.attach();
  await debug.breakAt({ cell: stopping() }, 4);
  console.log(`median of ${repetitions}, ms: detached / attached, ratio (target 1.3)`);
  for (const [name, cell] of Object.entries(cells)) await compare(name, cell);
  const shown: number[] = [];
  for (let i = 0; i < repetitions; i++) shown.push(await timeToVariables());
  console.log(`breakpoint hit to variables shown: ${median(shown).toFixed(1)} ms (target 200)`);
} finally {
  await debug.end();
  for (const kernel of kernels) await kernel.shutdown();
}
process.exit();

async function compare(name: string, cell: string): Promise<void> {
  const times = { detached: [] as number[], attached: [] as number[] };
  for (let i = -3; i < repetitions * (isQuick(name) ? 20 : 1); i++) {
    const pair = [
      ["detached", detached],
      ["attached", attached],
    ] as const;
    for (const [arm, kernel] of i % 2 === 0 ? pair : pair.toReversed()) {
      const start = performance.now();
      await kernel.execute(cell);
      if (i >= 0) times[arm].push(performance.now() - start);
    }
  }
  const [off, on] = [median(times.detached), median(times.attached)];
  console.log(
    `${name.padEnd(20)} ${off.toFixed(2).padStart(8)} / ${on.toFixed(2).padStart(8)}   ${(on / off).toFixed(2)}`,
  );
}

/** A cell with names of many kinds where it stops. */
function stopping(): string {
  return [
    "function stand(size: number) {",
    "  const list = Array.from({ length: size }, (_, i) => ({ i, text: String(i) }));",
    "  const table = new Map(list.map((row) => [row.text, row]));",
    "  return table.size;",
    "}",
    "stand(1000)",
  ].join("\n");
}

/** From the sending of a cell until all that JupyterLab's panel asks for has come. */
async function timeToVariables(): Promise<number> {
  const start = performance.now();
  const running = attached.start(stopping());
  const { frames } = await debug.stopped();
  const { scopes } = await debug.ask("scopes", { frameId: frames[0].id });
  for (const { variablesReference } of scopes) await debug.ask("variables", { variablesReference });
  const time = performance.now() - start;
  await debug.ask("continue", { threadId: 1 });
  await attached.finish(running);
  return time;
}
