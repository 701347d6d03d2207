import { asArray, randomStream } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { mlp, prune, quantize } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const stream = randomStream(5);
const parameters = {
  convolution: { weights: stream.normals([4, 3, 3, 3]).map((value, at) => value * 10 ** Math.floor(at / 27)) },
  dense: [{ weights: stream.normals([20, 8]).map((value, at) => value * 10 ** (at % 8)), bias: stream.normals([8]) }],
};
const before = structuredClone(parameters.dense[0].weights.data);

describe("prune", () => {
  test("sets the smallest share of all weights to 0 and keeps the rest and vectors", () => {
    const { parameters: pruned, mask, report } = prune(parameters, { share: 0.25 });
    const both = [parameters.convolution.weights, parameters.dense[0].weights];
    const after = [pruned.convolution.weights, pruned.dense[0].weights];
    const zeros = after.flatMap(({ data }) => Array.from(data)).filter((value) => value === 0).length;
    expect(zeros).toBe(Math.round(0.25 * 268));
    const dropped = both.flatMap(({ data }, k) => Array.from(data).filter((_, i) => after[k].data[i] === 0));
    const kept = after.flatMap(({ data }) => Array.from(data)).filter((value) => value !== 0);
    expect(Math.max(...dropped.map(Math.abs))).toBeLessThan(Math.min(...kept.map(Math.abs)));
    expect(pruned.dense[0].bias.data).toEqual(parameters.dense[0].bias.data);
    expect(mask.dense[0].weights.map((value, i) => value * before[i])).toBeClose(after[1]);
    expect(parameters.dense[0].weights.data).toEqual(before);
    const dense = report.tensors[1];
    const number = after[1].data.filter((value) => value !== 0).length;
    expect(dense).toMatchObject({ path: "dense.0.weights", bytesBefore: 640, bytesAfter: 4 * number + 20 });
    expect(report.tensors[2]).toMatchObject({
      path: "dense.0.bias",
      bytesBefore: 32,
      bytesAfter: 32,
      relativeError: 0,
    });
  });

  test("of nothing changes nothing, and names what is wrong", () => {
    const { parameters: same, report } = prune(parameters, { share: 0 });
    expect(same.dense[0].weights.data).toEqual(before);
    expect(report.ratio).toBe(1);
    expect(() => prune(parameters, { share: 1 })).toThrow(/share is 1/);
  });
});

describe("quantize", () => {
  const { tensors, parameters: rounded, report } = quantize(parameters);

  test("rounds each output channel to 127 steps of its own on either side of 0", () => {
    const dense = tensors["dense.0.weights"];
    expect([dense.axis, dense.scales.length, tensors["convolution.weights"].axis]).toEqual([1, 8, 0]);
    for (let channel = 0; channel < 8; channel++) {
      const column = parameters.dense[0].weights.column(channel).data;
      const scale = Math.max(...column.map(Math.abs)) / 127;
      expect(dense.scales[channel]).toBe(Math.fround(scale));
      const after = rounded.dense[0].weights.column(channel).data;
      const worst = Math.max(...after.map((value, i) => Math.abs(value - column[i])));
      expect(worst).toBeLessThanOrEqual(scale * 0.50001);
      expect(Math.max(...dense.values.filter((_, at) => at % 8 === channel).map(Math.abs))).toBe(127);
    }
    const kernel = tensors["convolution.weights"];
    expect(kernel.scales[3] / kernel.scales[0]).toBeGreaterThan(300);
  });

  test("keeps what is on the grid, channels of zeros, and vectors", () => {
    const whole = {
      weights: asArray([
        [127, 0],
        [-5, 0],
        [64, 0],
      ]),
    };
    expect(quantize(whole).parameters.weights.data).toEqual(whole.weights.data);
    expect(rounded.dense[0].bias).toBe(parameters.dense[0].bias);
  });

  test("reports size and error", async () => {
    expect(report.tensors.map(({ bytesAfter }) => bytesAfter)).toEqual([108 + 16, 160 + 32, 32]);
    expect(report.ratio).toBeClose((4 * 276) / (124 + 192 + 32));
    const [{ relativeError }] = report.tensors;
    const [a, b] = [parameters.convolution.weights.data, rounded.convolution.weights.data];
    expect(relativeError).toBeClose(Math.hypot(...a.map((value, i) => value - b[i])) / Math.hypot(...a));
    expect(relativeError).toBeLessThan(0.01);
    expect((await report[displaySymbol]())["text/plain"]).toMatch(/^Compressed 3\.17 times\n.*\nconvolution\.weights/);
  });
});

test("what has no matrix is refused, and it is said where a model has them", async () => {
  const model = await mlp({ hidden: [4], epochs: 1 }).fit([0, 1, 2, 3], [1, 3, 2, 4]);
  expect(quantize(model.parameters).report.ratio).toBeGreaterThan(1);
  for (const found of [
    model,
    model.network,
    model.toJSON(),
    { bias: asArray([1]) },
    asArray([[1]]).data,
    [],
    null,
    3,
  ]) {
    const refusal = (owner: string) => ({
      code: "EMPTY",
      message: `${owner}: found no matrix. Give the parameters of a fitted network: model.parameters.`,
    });
    expect(() => prune(found, { share: 0.5 })).toThrow(expect.objectContaining(refusal("prune")));
    expect(() => quantize(found)).toThrow(expect.objectContaining(refusal("quantize")));
  }
});
