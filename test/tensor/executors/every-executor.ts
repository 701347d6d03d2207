import { NDArray } from "@mesoscope/core";
import { fill, multiply, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import type { Executor, Precision } from "../../../plugins/tensor/dist/executors/executor.js";
import { runGraph } from "../../../plugins/tensor/dist/executors/reference/run-graph.js";
import { type Graph, trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { graphOf } from "./case-graph.ts";
import { cases } from "./cases.ts";
import { trainingProblem } from "./training-problem.ts";

/** Errors of rounding, relative to the largest entry of a result or to 1. */
const allowed: Readonly<Record<Precision, number>> = { single: 5e-6, double: 1e-11, mixed: 2e-3 };

/**
 * Describes what every executor does: each primitive with its derivatives as the reference executor does, and a state
 * that stays on the device.
 *
 * @param live the number of values on the device, where the library tells
 * @param inexact the error that the device is entitled to in a case, where it is larger than that of rounding
 */
export function describeExecutor(
  executor: Executor,
  precision: Precision,
  { live, inexact = {} }: { live?: () => number; inexact?: Readonly<Record<string, number>> } = {},
): void {
  const prepare = (graph: Graph, carried = 0) => executor.prepare(graph, { precision, carried });

  describe(`${executor.name}, ${precision} precision`, () => {
    test.each(cases.map((one) => [one.name, one] as const))("%s, with first and second derivatives", async (_, one) => {
      const { graph, inputs } = graphOf(one);
      const program = await prepare(graph);
      const results = await program.run(inputs);
      program.dispose();
      expectClose(results, runGraph(graph, inputs), inexact[one.name] ?? allowed[precision]);
    });

    test("gives back arguments, numbers and one result twice", async () => {
      const f = (x: Tensor) => [x, multiply(x, x), fill(2, [2]), multiply(x, x)];
      const { graph } = trace(f as never, [[1, 3]]);
      const program = await prepare(graph);
      const results = await program.run([numbers([1, 3])]);
      program.dispose();
      expect(results.map(({ data }) => [...data])).toEqual([
        [1, 3],
        [1, 9],
        [2, 2],
        [1, 9],
      ]);
    });

    test("trains a network as the reference does", async () => {
      const { graph, state, steps } = trainingProblem();
      const program = await prepare(graph, state.length);
      program.load(state);
      let expected: readonly NDArray[] = state;
      for (const step of steps) {
        const all = runGraph(graph, [...expected, step]);
        expected = all.slice(0, state.length);
        expectClose(await program.run([step]), all.slice(state.length), 1e-5);
      }
      expectClose(await program.read(), expected, 1e-5);
      program.dispose();
    });

    test("exchanges parts of the state and takes another", async () => {
      const { graph } = trace(((a: Tensor, b: Tensor) => [b, a, a]) as never, [[1], [2]]);
      const program = await prepare(graph, 2);
      program.load([numbers([1]), numbers([2])]);
      const seen = [await program.run([]), await program.run([]), await program.run([])];
      expect(seen.map(([a]) => a!.data[0])).toEqual([1, 2, 1]);
      expect((await program.read()).map(({ data }) => data[0])).toEqual([2, 1]);
      program.load([numbers([5]), numbers([6])]);
      expect((await program.run([])).map(({ data }) => data[0])).toEqual([5]);
      program.dispose();
    });

    test.runIf(live)("keeps nothing that it does not need", async () => {
      const { graph, state, steps } = trainingProblem();
      const start = live!();
      const program = await prepare(graph, state.length);
      program.load(state);
      await program.run([steps[0]!]);
      const after = live!();
      await program.run([steps[1]!]);
      expect(live!()).toBe(after);
      program.dispose();
      expect(live!()).toBe(start);
    });
  });
}

function expectClose(found: readonly NDArray[], expected: readonly NDArray[], tolerance: number): void {
  expect(found.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  found.forEach(({ data }, i) => {
    const right = expected[i]!.data;
    const scale = right.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    const error = data.reduce((largest, value, k) => Math.max(largest, Math.abs(value - right[k]!)), 0);
    expect(error / scale, `result ${i}: ${data.slice(0, 6)} for ${right.slice(0, 6)}`).toBeLessThan(tolerance);
  });
}

function numbers(values: number[]): NDArray {
  return new NDArray(Float64Array.from(values), [values.length]);
}
