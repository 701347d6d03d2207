import { asArray, matrixRank, type NDArray, matmul as product, randomStream } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { type Adapters, lowRankAdapters, parameterGroups, transferReport, withAdapters } from "@mesoscope/surrogate";
import {
  compileStep,
  evaluate,
  matmul,
  mean,
  multiply,
  square,
  subtract,
  type Tensor,
  tanh,
  valueAndGrad,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const stream = randomStream(6);
const parameters = {
  encoder: [{ weights: stream.normals([3, 8]), bias: stream.normals([8]) }, { weights: stream.normals([8, 8]) }],
  head: { weights: stream.normals([8, 2]) },
};
type Network = { encoder: { weights: Tensor; bias?: Tensor }[]; head: { weights: Tensor } };
const apply = ({ encoder, head }: Network, x: Tensor) =>
  matmul(tanh(matmul(tanh(matmul(x, encoder[0].weights)), encoder[1].weights)), head.weights);
const X = stream.normals([40, 3]);

describe("parameterGroups", () => {
  const groups = parameterGroups({ "": 0.5, encoder: 0.1, "encoder.0": 0 });

  test("take the longest beginning of a path, by whole names", () => {
    expect(groups.factorOf("encoder.0.weights")).toBe(0);
    expect(groups.factorOf("encoder.01.weights")).toBe(0.1);
    expect(groups.factorOf("encoder.1.weights")).toBe(0.1);
    expect(groups.factorOf("encoders.weights")).toBe(0.5);
    expect(parameterGroups({ a: 0 }).factorOf("b")).toBe(1);
  });

  test("freeze and thaw make new groups", () => {
    const frozen = groups.freeze("encoder");
    expect(["encoder.0.weights", "encoder.1.weights", "head.weights"].map((path) => frozen.factorOf(path))).toEqual([
      0, 0, 0.5,
    ]);
    expect(frozen.thaw("encoder.1").factorOf("encoder.1.weights")).toBe(1);
    expect(groups.factorOf("encoder.1.weights")).toBe(0.1);
    expect(frozen.thaw("").factorOf("encoder.0.weights")).toBe(1);
  });

  test("move parameters by their factor, and leave frozen ones exactly as they are", async () => {
    const target = asArray(Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(i)]));
    const trained = async (using: typeof groups | undefined) => {
      const step = await compileStep(
        ({ network, x, y }: { network: Network; x: Tensor; y: Tensor }) => {
          const loss = (tree: Network) => mean(square(subtract(apply(tree, x), y)));
          const { value, gradient } = valueAndGrad(loss)(network);
          const moved = evaluateStep(network, gradient);
          return [{ network: using ? using.step(network, moved) : moved, x, y }, { value }] as const;
        },
        { network: parameters, x: X, y: target } as never,
        { device: "reference" },
      );
      await step();
      return ((await step.read()) as unknown as { network: typeof parameters }).network;
    };
    const [plain, grouped] = [await trained(undefined), await trained(groups)];
    const moves = (after: typeof parameters, of: (tree: typeof parameters) => NDArray) =>
      of(after).map((value, i) => value - of(parameters).data[i]);
    expect(grouped.encoder[0].weights.data).toEqual(parameters.encoder[0].weights.data);
    const close = { relative: 1e-9, absolute: 1e-15 };
    const second = (tree: typeof parameters) => tree.encoder[1].weights;
    expect(moves(grouped, second)).toBeClose(
      moves(plain, second).map((value) => 0.1 * value),
      close,
    );
    const head = (tree: typeof parameters) => tree.head.weights;
    expect(moves(grouped, head)).toBeClose(
      moves(plain, head).map((value) => 0.5 * value),
      close,
    );
    expect(Math.max(...moves(plain, second).data)).toBeGreaterThan(1e-4);
  });

  test("count what learns, show themselves and name what is wrong", async () => {
    expect(groups.count(parameters)).toEqual({ learning: 64 + 16, frozen: 24 + 8 });
    expect((await groups[displaySymbol]())["text/plain"]).toMatch(/encoder\.0 +frozen/);
    expect(() => parameterGroups({ head: -1 })).toThrow(/"head" is -1/);
    expect(() => parameterGroups({ heat: 0 }).count(parameters)).toThrow(/no parameter begins with heat/);
  });
});

/** One plain step down the gradient. */
function evaluateStep(network: Network, gradient: Network): Network {
  const down = (p: Tensor, g: Tensor) => subtract(p, multiply(0.1, g));
  return {
    encoder: network.encoder.map((layer, i) => ({
      weights: down(layer.weights, gradient.encoder[i].weights),
      ...(layer.bias && { bias: down(layer.bias, gradient.encoder[i].bias!) }),
    })),
    head: { weights: down(network.head.weights, gradient.head.weights) },
  };
}

describe("lowRankAdapters", () => {
  test("change nothing at first, and only matrices", () => {
    const adapters = lowRankAdapters(parameters, { rank: 2 });
    expect(Object.keys(adapters)).toEqual(["encoder.0.weights", "encoder.1.weights", "head.weights"]);
    const merged = evaluate((tree: Network, own: Adapters<Tensor>) => withAdapters(tree, own), parameters, adapters);
    expect(merged.encoder[1].weights.data).toEqual(parameters.encoder[1].weights.data);
    expect(merged.encoder[0].bias!.data).toEqual(parameters.encoder[0].bias!.data);
    expect(Object.keys(lowRankAdapters(parameters, { rank: 2, within: ["head"] }))).toEqual(["head.weights"]);
    const again = lowRankAdapters(parameters, { rank: 2 });
    expect(again["head.weights"].A.data).toEqual(adapters["head.weights"].A.data);
    expect(lowRankAdapters(parameters, { rank: 2, seed: 1 })["head.weights"].A.data).not.toEqual(
      adapters["head.weights"].A.data,
    );
  });

  test("trained alone they find a change of low rank", async () => {
    const W = stream.normals([6, 5]);
    const change = product(stream.normals([6, 1]), stream.normals([1, 5]));
    const rows = stream.normals([80, 6]);
    const y = product(
      rows,
      W.map((value, i) => value + change.data[i]),
    );
    const adapters = lowRankAdapters({ W }, { rank: 1, seed: 3 });
    type State = { adapters: typeof adapters; W: Tensor; x: Tensor; y: Tensor };
    const step = await compileStep(
      (state: never) => {
        const { adapters: own, W: kept, x, y: wanted } = state as State;
        const loss = (tree: typeof own) =>
          mean(square(subtract(matmul(x, withAdapters({ W: kept }, tree as never).W), wanted)));
        const { value, gradient } = valueAndGrad(loss as never)(own as never) as never as {
          value: Tensor;
          gradient: typeof own;
        };
        const down = (name: "A" | "B") => subtract(own.W[name] as never, multiply(0.1, gradient.W[name] as never));
        return [{ adapters: { W: { A: down("A"), B: down("B") } }, W: kept, x, y: wanted }, { value }] as never;
      },
      { adapters, W, x: rows, y } as never,
      { device: "reference" },
    );
    let loss = Number.NaN;
    for (let i = 0; i < 300; i++) loss = ((await step()) as { value: NDArray }).value.data[0];
    expect(loss).toBeLessThan(1e-4);
    const found = ((await step.read()) as never as State).adapters as typeof adapters;
    const learned = product(found.W.A, found.W.B);
    expect(learned).toBeClose(change, { absolute: 0.05 });
    expect(matrixRank(learned)).toBe(1);
  });

  test("name what is wrong", () => {
    expect(() => lowRankAdapters(parameters, { rank: 0 })).toThrow(/rank is 0/);
    expect(() => lowRankAdapters(parameters, { rank: 1, within: ["tail"] })).toThrow(/no parameter begins with tail/);
    expect(() => lowRankAdapters({ bias: stream.normals([3]) }, { rank: 1 })).toThrow(/there is no matrix/);
    const adapters = lowRankAdapters(parameters, { rank: 1 });
    expect(() => evaluate(withAdapters as never, { other: [[1, 2]] } as never, adapters as never)).toThrow(
      /no parameter begins with encoder.0.weights/,
    );
  });
});

describe("transferReport", () => {
  test("measures each tensor, and all together", async () => {
    const after = { ...parameters, head: { weights: parameters.head.weights.map((value) => 1.5 * value) } };
    const report = transferReport(parameters, after);
    expect(report.changes.map(({ path }) => path)).toEqual([
      "encoder.0.weights",
      "encoder.0.bias",
      "encoder.1.weights",
      "head.weights",
    ]);
    const head = report.changes[3];
    expect(head.relativeChange).toBeClose(0.5);
    expect(head.change).toBeClose(0.5 * head.norm);
    expect(report.unchanged.length).toBe(3);
    const total = Math.hypot(...report.changes.map(({ norm }) => norm));
    expect(report.relativeChange).toBeClose(head.change / total);
    expect((await report[displaySymbol]())["text/plain"]).toMatch(
      /3 of 4 tensors as they were[\s\S]*head\.weights +\[8, 2\]/,
    );
  });

  test("says infinite for what was 0, and names other forms", () => {
    const [zero, one] = [asArray([0, 0]), asArray([0, 1])];
    expect(transferReport({ bias: zero }, { bias: one }).changes[0].relativeChange).toBe(Number.POSITIVE_INFINITY);
    expect(transferReport({ bias: zero }, { bias: zero }).relativeChange).toBe(0);
    expect(() => transferReport({ bias: zero }, { bias: asArray([1]) })).toThrow(
      /bias has shape \[2\] before and \[1\] after/,
    );
    expect(() => transferReport({ bias: zero }, {})).toThrow(/is missing after/);
    expect(() => transferReport({}, { bias: zero })).toThrow(/bias is there only after/);
  });
});
