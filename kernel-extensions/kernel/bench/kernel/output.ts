import { type Kernel, sleep } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { both } from "./cell.ts";
import type { Samples } from "./samples.ts";

const size = { "10,000 lines": 98_890, "10 MB of output": 10 * 1024 * 1024 };

/** Time until all of a cell's output is here, and what share of it was here at `idle`. */
export async function measureOutput(kernel: Kernel, arm: Arm, samples: Samples): Promise<void> {
  const cells = { "10,000 lines": arm.language.lines, "10 MB of output": arm.language.tenMegabytes };
  for (const name of Object.keys(size) as (keyof typeof size)[]) {
    try {
      await measureOne(kernel, arm, samples, name, cells[name]);
    } catch (error) {
      samples.fail(name, arm.name, error);
    }
  }
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
