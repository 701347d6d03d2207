import { add, exp, matmul, multiply, type NDArray, sum, transpose } from "@mesoscope/core";
import { attention, dense, flatten, neuralNetwork, sequential, transformer } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { drawn } from "../arrays.ts";
import "../../contract/close.ts";

const X = drawn([20, 6, 4]);
const y = drawn([20], 8);
const fit = (network: Parameters<typeof neuralNetwork>[0]["network"]) =>
  neuralNetwork({ network, channelAxis: 2, epochs: 1, device: "reference" }).fit(X, y);

describe("attention weights", () => {
  test("are those by which values are mixed", async () => {
    const model = await fit(sequential([attention({ heads: 1 }), flatten(), dense({ units: 1 })]));
    type Projection = Readonly<Record<"weights" | "bias", NDArray>>;
    const [{ query, key }] = model.parameters as unknown as readonly [Readonly<Record<"query" | "key", Projection>>];
    const standardized = standardizedPerFeature(X).slice(3, 4).reshape([6, 4]);
    const project = ({ weights, bias }: Projection) => add(matmul(standardized, weights), bias);
    const shares = exp(multiply(0.5, matmul(project(query), transpose(project(key)))));
    const expected = shares.map((share, i) => share / (sum(shares, 1) as NDArray).get(Math.floor((i as number) / 6)));
    const [weights] = model.attentionWeights(X);
    expect(weights.slice(3, 4).reshape([6, 6])).toBeClose(expected);
  });

  test("of each attention in order add up to 1, and see nothing later where causal", async () => {
    const model = await fit(transformer({ features: 8, heads: 2, blocks: 3, outputs: 1, patch: 2, causal: true }));
    const weights = model.attentionWeights(X.slice(0, 5));
    expect(weights.map(({ shape }) => shape)).toEqual([1, 2, 3].map(() => [5, 2, 3, 3]));
    for (const array of weights) {
      expect(sum(array, 3)).toBeClose(drawn([5, 2, 3]).map(() => 1));
      expect(array.get(4, 1, 0, 1)).toBe(0);
      expect(array.get(4, 1, 1, 0)).toBeGreaterThan(0);
    }
  });

  test("are none where nothing attends", async () => {
    expect((await fit(sequential([flatten(), dense({ units: 1 })]))).attentionWeights(X)).toEqual([]);
  });
});

function standardizedPerFeature(values: NDArray): NDArray {
  const features = values.shape[2];
  const columns = Array.from({ length: features }, (_, k) => values.data.filter((_, i) => i % features === k));
  const scale = columns.map((column) => {
    const mean = column.reduce((a, b) => a + b) / column.length;
    return { mean, spread: Math.sqrt(column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length) };
  });
  return values.map((value, i) => {
    const { mean, spread } = scale[(i as number) % features];
    return (value - mean) / spread;
  });
}
