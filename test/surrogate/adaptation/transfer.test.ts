import { randomStream } from "@mesoscope/core";
import {
  type Context,
  meanSquare,
  mlpLayers,
  type ParameterTree,
  parameterGroups,
  train,
  transferReport,
} from "@mesoscope/surrogate";
import { adam, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";

const network = mlpLayers({ hidden: [16, 16], activation: "tanh", outputs: 1 });

function task(parameters: ReturnType<typeof network.parameters>, rows: number, f: (x: number) => number) {
  const X = Array.from({ length: rows }, (_, i) => [(2 * i) / (rows - 1) - 1]);
  return {
    parameters,
    rows: { X, y: X.map(([x]) => [f(x)]) },
    loss: (tree: ParameterTree<Tensor>, data: { X: Tensor; y: Tensor }, context: Context) =>
      meanSquare(network.apply(tree, data.X, context), data.y),
  };
}

describe("transfer by train", () => {
  test("leaves frozen layers exactly as they were and moves slow ones less", async () => {
    const start = network.parameters([1], randomStream(0));
    const options = { epochs: 20, batchSize: 8, validationShare: 0, device: "reference" } as const;
    const source = await train(
      task(start, 40, (x) => Math.sin(3 * x)),
      options,
    );
    const tuned = async (factors: Record<string, number>) => {
      const optimizer = parameterGroups(factors).optimizer(adam({ learningRate: 1e-2 }), source.parameters);
      const { parameters } = await train(
        task(source.parameters, 8, (x) => Math.sin(3 * x) + 0.5),
        { ...options, optimizer },
      );
      return transferReport(source.parameters as object, parameters as object);
    };
    const paths = transferReport(start as object, source.parameters as object).changes.map(({ path }) => path);
    const [first, last] = [paths[0].split(".")[0], paths.at(-1)!.split(".")[0]];
    const [free, slow, frozen] = [await tuned({}), await tuned({ "": 0.1 }), await tuned({ "": 0, [last]: 1 })];
    expect(free.unchanged).toEqual([]);
    expect(slow.relativeChange).toBeLessThan(0.5 * free.relativeChange);
    expect(frozen.unchanged).toEqual(paths.filter((path) => path.split(".")[0] !== last));
    expect(frozen.unchanged.some((path) => path.startsWith(first))).toBe(true);
    expect(() => parameterGroups({ head: 0 }).optimizer(adam({ learningRate: 1 }), start as object)).toThrow(
      /no parameter begins with head/,
    );
  });
});
