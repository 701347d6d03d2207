import type { NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import { chooseDevice, type DeviceOptions } from "./device.js";
import type { Program } from "./executors/executor.js";
import { formDifference } from "./graph/form.js";
import { type Trace, trace } from "./graph/trace.js";
import { flatten, flattenArguments, type Given, type Like } from "./graph/tree.js";

/** A step that is repeated, such as one of training, with its state on the device. */
export interface CompiledStep<S, A extends readonly unknown[], R> {
  /** Runs once; the state goes on, the results come back. */
  (...args: { [I in keyof A]: Given<A[I]> }): Promise<Like<R, NDArray>>;
  /** A copy of the state. */
  read(): Promise<Like<S, NDArray>>;
  /** Goes on from another state of the same form. */
  load(state: Given<S>): void;
  /** Frees what the device holds. */
  dispose(): void;
}

/**
 * Makes a step ready to run often, on the device that is there: `f` takes a state and arguments and gives the next state
 * and results. What it gives back as it came, such as training data, is never copied.
 *
 * @example
 * const halve = await compileStep((x: Tensor) => [multiply(x, 0.5), { before: x }] as const, [8, 4]);
 * (await halve()).before.data; // [8, 4]
 * (await halve.read()).data; // [4, 2]
 *
 * @throws ShapeError STATE_CHANGED where the next state has another form or other shapes
 */
export async function compileStep<S, A extends readonly unknown[], R>(
  f: (state: S, ...args: A) => readonly [S, R],
  state: Given<S>,
  options: DeviceOptions = {},
): Promise<CompiledStep<S, A, R>> {
  const { executor, precision } = await chooseDevice(options);
  const initial = flatten(state);
  const carried = initial.leaves.length;
  const programs = new Map<string, Promise<Ready>>();
  let current: Program | undefined;
  let pending: readonly NDArray[] | undefined = initial.leaves as NDArray[];
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, also where the caller does not wait: each step starts from the state of the one before. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  const run = async (args: { [I in keyof A]: Given<A[I]> }) => {
    const { leaves, paths } = flattenArguments(args);
    const key = leaves.map(({ shape }, i) => `${paths[i]} ${shape}`).join("; ");
    if (!programs.has(key)) programs.set(key, prepare(args));
    const { program, rebuild } = await programs.get(key)!;
    if (program !== current) pending ??= await current?.read();
    if (pending) program.load(pending);
    [current, pending] = [program, undefined];
    return rebuild(await program.run(leaves as NDArray[])) as Like<R, NDArray>;
  };
  const step = (...args: { [I in keyof A]: Given<A[I]> }) => inTurn(() => run(args));
  return Object.assign(step, {
    read: () => inTurn(async () => initial.rebuild(pending ?? (await current!.read())) as Like<S, NDArray>),
    load: (given: Given<S>) => {
      const next = flatten(given);
      checkForm("the state to load", next);
      void inTurn(async () => {
        pending = next.leaves as NDArray[];
      });
    },
    dispose: () => {
      for (const ready of programs.values()) {
        ready.then(
          ({ program }) => program.dispose(),
          () => {},
        );
      }
    },
  });

  function checkForm(subject: string, given: Pick<typeof initial, "leaves" | "paths">): void {
    const difference = formDifference(given, initial);
    if (difference === undefined) return;
    throw new ShapeError(
      "STATE_CHANGED",
      `compileStep: ${subject} has ${difference}. Give a state of the form of the first.`,
    );
  }

  async function prepare(args: readonly unknown[]): Promise<Ready> {
    const traced = trace(f as (...args: never[]) => unknown, [state, ...args]);
    checkForm("the next state", stateOf(traced));
    const program = await executor.prepare(traced.graph, { precision, carried });
    const hidden = traced.graph.outputs.slice(0, carried);
    return { program, rebuild: (outputs) => (traced.rebuild([...hidden, ...outputs]) as [unknown, unknown])[1] };
  }
}

/** The first of the pair that a step gives. */
function stateOf({ graph, paths }: Trace) {
  const isState = paths.map((path) => path === "0" || path.startsWith("0."));
  return {
    leaves: graph.outputs.filter((_, i) => isState[i]),
    paths: paths.filter((_, i) => isState[i]).map((path) => path.slice(2)),
  };
}

interface Ready {
  readonly program: Program;
  rebuild(outputs: readonly unknown[]): unknown;
}
