import type { Kernel } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { numberOf, roundTrip } from "./cell.ts";
import type { Samples } from "./samples.ts";
import { median } from "./statistics.ts";

const limit = 15_000;

/** Each form of loop at top level and in a function, in turn; a slow kernel gets through the first forms only. */
export async function measureLoops(kernel: Kernel, arm: Arm, samples: Samples, count: number): Promise<void> {
  const end = performance.now() + limit;
  for (const [form, { setup, top, inside }] of Object.entries(arm.language.loops)) {
    if (setup) await roundTrip(kernel, setup);
    const times = { top: [] as number[], inside: [] as number[] };
    for (let i = 0; i < count && (i === 0 || performance.now() < end); i++) {
      times.inside.push(await numberOf(kernel, inside));
      times.top.push(await numberOf(kernel, top));
    }
    samples.add(`loop: ${form}`, arm.name, median(times.top) / median(times.inside));
    samples.add(`loop: ${form}, ms at top level`, arm.name, median(times.top));
    if (performance.now() > end) return;
  }
}
