import type { NDArray } from "@mesoscope/core";
import { chooseDevice, type DeviceOptions } from "./device.js";
import type { Program } from "./executors/executor.js";
import { trace } from "./graph/trace.js";
import { flattenArguments, type Given, type Like } from "./graph/tree.js";

/** A function that runs on a device; it is traced once for each combination of argument shapes. */
export interface Compiled<A extends readonly unknown[], R> {
  (...args: { [I in keyof A]: Given<A[I]> }): Promise<Like<R, NDArray>>;
  /** Frees what the device holds. */
  dispose(): void;
}

/**
 * Makes a function of tensors ready to run often, on the device that is there.
 *
 * @example
 * const f = compile((x: Tensor) => sum(multiply(x, x)));
 * (await f([3, 4])).data; // [25]
 *
 * @throws what the function throws when it is traced, such as shapes that do not fit
 */
export function compile<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  options: DeviceOptions = {},
): Compiled<A, R> {
  const programs = new Map<string, Promise<Ready>>();
  const run = async (...args: { [I in keyof A]: Given<A[I]> }): Promise<Like<R, NDArray>> => {
    const { leaves, paths } = flattenArguments(args);
    const key = leaves.map(({ shape }, i) => `${paths[i]} ${shape}`).join("; ");
    if (!programs.has(key)) programs.set(key, prepare(f, args, options));
    const { program, rebuild } = await programs.get(key)!;
    return rebuild(await program.run(leaves as NDArray[])) as Like<R, NDArray>;
  };
  const dispose = () => {
    for (const ready of programs.values()) {
      ready.then(
        ({ program }) => program.dispose(),
        () => {},
      );
    }
    programs.clear();
  };
  return Object.assign(run, { dispose });
}

interface Ready {
  readonly program: Program;
  rebuild(outputs: readonly unknown[]): unknown;
}

async function prepare(
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  options: DeviceOptions,
): Promise<Ready> {
  const { executor, precision } = await chooseDevice(options);
  const { graph, rebuild } = trace(f, args);
  return { program: await executor.prepare(graph, { precision, carried: 0 }), rebuild };
}
