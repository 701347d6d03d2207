import { NDArray } from "@mesoscope/core";
import { convolution, grad, sin, sum, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { candidates } from "../../../plugins/tensor/dist/executors/candidates.js";
import type { Executor, Precision } from "../../../plugins/tensor/dist/executors/executor.js";
import { runGraph } from "../../../plugins/tensor/dist/executors/reference/run-graph.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { reference } from "../../contract/close.ts";
import { cases } from "../derivatives/cases.ts";

/** Every composed function and its gradient, on onnxruntime, as the reference executor has them. */

const references: Record<string, { inputs: { shape: number[]; data: number[] }[] }> =
  reference("tensor/derivatives.json");
const field = (length: number) => NDArray.fromJSON({ shape: [1, 1, length], data: [0.4, -1.2, 0.9].slice(0, length) });
const wide = (length: number) => ({
  f: (x: Tensor, k: Tensor) => convolution(x, k, { padding: 2, dilations: 2 }),
  inputs: [field(length), field(3)],
});

const all = {
  ...Object.fromEntries(
    Object.entries(cases).map(([name, f]) => [name, { f, inputs: references[name]!.inputs.map(NDArray.fromJSON) }]),
  ),
  "a kernel that is wider than its field of 1": wide(1),
  "a kernel that is wider than its field of 2": wide(2),
};

const tolerances: Readonly<Record<Precision, number>> = { single: 2e-5, double: 1e-11, mixed: 2e-3 };

const onnxruntime = await candidates.find(({ name }) => name === "onnxruntime cpu")!.find();
const runs: [Executor, Precision][] = [
  [onnxruntime, "single"],
  [onnxruntime, "double"],
  [onnxruntime, "mixed"],
];

describe.each(runs)("$name, $1 precision", (executor, precision) => {
  const present = Object.entries(all);
  test.each(present)("%s", async (_, { f, inputs }) => {
    const both = (...x: Tensor[]) => [sin(f(...(x as [Tensor, Tensor]))), ...slopes(x)];
    const slopes = (x: readonly Tensor[]) =>
      grad((at: readonly Tensor[]) => sum(sin(f(...(at as [Tensor, Tensor])))))(x);
    const { graph } = trace(both, inputs);
    const program = await executor.prepare(graph, { precision, carried: 0 });
    const results = await program.run(inputs);
    program.dispose();
    runGraph(graph, inputs).forEach(({ shape, data }, i) => {
      expect(results[i]!.shape).toEqual(shape);
      const scale = Math.max(1, ...data.map(Math.abs));
      const worst = Math.max(...data.map((value, k) => Math.abs(value - results[i]!.data[k]!)));
      expect(worst / scale).toBeLessThan(tolerances[precision]);
    });
  });
});
