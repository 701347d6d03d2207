import { type Kernel, sleep } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { both } from "./cell.ts";
import type { Samples } from "./samples.ts";

const repetitions = 5;
const size = {
  "10,000 lines": 98_890,
  "10 MB of output": 10 * 1024 * 1024,
  "10 MB in 10,240 writes": 10 * 1024 * 1024,
};

/** Time until all of a cell's output is here, and what share of it was here at `idle`. */
export async function measureOutput(kernel: Kernel, arm: Arm, samples: Samples): Promise<void> {
  const { lines, tenMegabytes, manyWrites } = arm.language;
  const cells = { "10,000 lines": lines, "10 MB of output": tenMegabytes, "10 MB in 10,240 writes": manyWrites };
  for (const name of Object.keys(size) as (keyof typeof size)[]) {
    try {
      await measureOne(kernel, arm, samples, name, cells[name]);
    } catch (error) {
      samples.fail(name, arm.name, error);
    }
  }
  try {
    await measureValues(kernel, arm, samples);
  } catch (error) {
    samples.fail("values", arm.name, error);
  }
}

/** A large display, and a list as last value. */
async function measureValues(kernel: Kernel, arm: Arm, samples: Samples): Promise<void> {
  const { display, rows } = arm.language;
  const times = { display: [] as number[], rows: [] as number[] };
  for (let i = 0; i < repetitions; i++) {
    const { data } = (await outputOf(kernel, display, times.display)).content;
    if (data?.["text/html"]?.length !== 1_000_000) throw new Error("a display came incomplete");
    await outputOf(kernel, rows, times.rows);
  }
  samples.add("1 MB display", arm.name, ...times.display);
  samples.add("list of 200,000 rows as value", arm.name, ...times.rows);
}

/** The last output of a cell, whose time is added to `times`. */
async function outputOf(kernel: Kernel, code: string, times: number[]) {
  const request = kernel.start(code);
  await both(request, 10_000);
  times.push(performance.now() - request.sentAt);
  return request.output(({ type }) => type === "execute_result" || type === "display_data", 2000);
}

async function measureOne(kernel: Kernel, arm: Arm, samples: Samples, name: keyof typeof size, code: string) {
  const request = kernel.start(code);
  const received = (count = request.outputs.length) =>
    request.outputs.slice(0, count).reduce((length, message) => length + (message.content.text?.length ?? 0), 0);
  await both(request, 10_000);
  const ended = performance.now();
  samples.add(`${name}: share here at \`idle\``, arm.name, received(request.outputsAtIdle) / size[name]);
  while (received() < size[name] && performance.now() < ended + 10_000) await sleep(5);
  samples.add(`${name}: messages`, arm.name, request.outputs.length);
  samples.add(`${name}: share received`, arm.name, received() / size[name]);
  if (received() < size[name]) throw new Error(`only ${received()} of ${size[name]} characters arrived`);
  samples.add(name, arm.name, Math.max(ended, request.outputs.at(-1)!.at) - request.sentAt);
}
