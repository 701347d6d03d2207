import type { Kernel } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { roundTrip } from "./cell.ts";
import type { Samples } from "./samples.ts";

/** Round trips of a trivial and of a typed cell; ours also with its types checked at the same time, and with types off. */
export async function measureCells(kernel: Kernel, arm: Arm, samples: Samples, count: number): Promise<void> {
  const typed = (i: number) => arm.language.typed(i);
  await series(kernel, () => arm.language.trivial, 10);
  samples.add("trivial cell", arm.name, ...(await series(kernel, () => arm.language.trivial, 2 * count)));
  await series(kernel, (i) => typed(1000 + i), 5);
  const plain = await series(kernel, typed, count);
  samples.add("typed cell", arm.name, ...plain);
  const own = arm.name === "mesoscope";
  samples.add(
    "typed cell, types checked beside it",
    arm.name,
    ...(own ? await besideTypes(kernel, typed, count) : plain),
  );
  if (own) await roundTrip(kernel, "%types off");
  const off = own ? await series(kernel, (i) => typed(2000 + i), count) : plain;
  samples.add("typed cell, `%types off`", arm.name, ...off);
}

async function besideTypes(kernel: Kernel, typed: (i: number) => string, count: number): Promise<number[]> {
  await kernel.complete("Math.flo"); // answered when the type service runs
  await series(kernel, (i) => typed(3000 + i), 5);
  return series(kernel, (i) => typed(4000 + i), count);
}

async function series(kernel: Kernel, code: (i: number) => string, count: number): Promise<number[]> {
  const times = [];
  for (let i = 0; i < count; i++) times.push(await roundTrip(kernel, code(i)));
  return times;
}
