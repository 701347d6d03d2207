import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NDArray, type RandomStream, randomStream } from "@mesoscope/core";
import {
  type ActivationName,
  activation,
  convolution,
  dense,
  dropout,
  exchangeAxes,
  flatten,
  globalMean,
  gru,
  type Layer,
  layerNorm,
  lstm,
  maxPool,
  meanPool,
  mlp,
  type NetworkModel,
  neuralNetwork,
  reshapeTo,
  residual,
  sequential,
  spectralConvolution,
} from "@mesoscope/surrogate";
import "@tensorflow/tfjs-backend-cpu";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { writeLayersModel } from "../../../plugins/surrogate/dist/exchange/layers-model/write-layers-model.node.js";

const folder = mkdtempSync(path.join(tmpdir(), "layers-model-"));
beforeAll(() => setBackend("cpu"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What TensorFlow.js makes of rows by the two files. */
async function byTensorflow(model: NetworkModel, X: NDArray): Promise<NDArray> {
  await model.toLayersModel(folder);
  return loadedByTensorflow(X);
}

/** What the model in the folder makes of rows. */
async function loadedByTensorflow(X: NDArray): Promise<NDArray> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, "model.json"), "utf8"));
  const weightData = Uint8Array.from(readFileSync(path.join(folder, weightsManifest[0].paths[0]))).buffer;
  const read = { modelTopology, weightSpecs: weightsManifest[0].weights, weightData };
  const loaded = await loadLayersModel({ load: async () => read });
  const y = loaded.predict(tensor(Float32Array.from(X.data), X.shape as number[])) as ReturnType<typeof tensor>;
  const values = new NDArray(Float64Array.from(await y.data()), y.shape);
  y.dispose();
  loaded.dispose();
  return values;
}

/** A network fitted to random rows in units of its own. */
async function fitted(network: Layer, input: readonly number[], channelAxis = 1) {
  const stream = randomStream(7);
  const X = stream.normals([8, ...input]).map((value) => 300 + 20 * value);
  const y = stream.normals([8, ...network.outputShape(input)]).map((value) => 5 + 3 * value);
  return { X, model: await neuralNetwork({ network, channelAxis, epochs: 1, device: "reference" }).fit(X, y) };
}

async function expectTheSame(network: Layer, input: readonly number[], channelAxis = 1): Promise<void> {
  const { X, model } = await fitted(network, input, channelAxis);
  const wanted = model.predict(X);
  const found = await byTensorflow(model, X);
  expect(found.shape).toEqual(wanted.shape);
  expect(found).toBeClose(wanted, { relative: 1e-5, absolute: 3e-5 });
}

const activations: ActivationName[] = ["relu", "leakyRelu", "elu", "gelu", "silu", "softplus", "tanh", "sigmoid"];

describe("a network written for TensorFlow.js", () => {
  test.each(activations)("predicts the same with %s", (name) =>
    expectTheSame(sequential([dense({ units: 5, activation: name }), activation({ function: name })]), [3]),
  );

  test.each<[string, Layer, number[], number?]>([
    ["convolutions", convolution({ channels: 3, kernel: [3, 5], activation: "relu" }), [2, 7, 8]],
    ["even kernels", convolution({ channels: 2, kernel: [2, 4] }), [2, 6, 5]],
    ["no zeros around", convolution({ channels: 2, kernel: 3, padding: "none", strides: [2, 1] }), [1, 8, 6]],
    ["strides over an even length", convolution({ channels: 2, kernel: 3, strides: 2 }), [2, 8, 8]],
    ["strides over an odd length", convolution({ channels: 2, kernel: [3, 4], strides: [2, 3] }), [2, 7, 9]],
    ["dilations", convolution({ channels: 2, kernel: 3, dilations: [2, 3] }), [2, 9, 9]],
    ["one axis", convolution({ channels: 3, kernel: 4, dilations: 2, activation: "tanh" }), [2, 11]],
    ["one axis and strides", convolution({ channels: 3, kernel: 3, strides: 2, padding: "none" }), [2, 11]],
    ["pools", sequential([maxPool({ window: 2 }), meanPool({ window: [1, 3] }), dense({ units: 2 })]), [2, 9, 7]],
    [
      "pools along one axis",
      sequential([maxPool({ window: 2 }), meanPool({ window: 2 }), dense({ units: 2 })]),
      [3, 13],
    ],
    ["the mean over space", sequential([globalMean({ over: "space" }), dense({ units: 2 })]), [3, 4, 5]],
    ["the mean over time", sequential([dense({ units: 4 }), globalMean({ over: "time" })]), [6, 3], 2],
    ["a long short-term memory", sequential([lstm({ units: 4, output: "all" }), lstm({ units: 3 })]), [6, 2], 2],
    ["a single feature along time", lstm({ units: 2 }), [5, 1], 2],
    [
      "norms, exchanged and other axes",
      sequential([layerNorm(), exchangeAxes(), reshapeTo({ shape: [2, 6] })]),
      [4, 3],
    ],
    [
      "axes that matter after a convolution",
      sequential([convolution({ channels: 3, kernel: 3 }), dropout({ share: 0.5 }), flatten(), dense({ units: 2 })]),
      [2, 4, 5],
    ],
    ["a chain in a chain", sequential([sequential([flatten()]), sequential([dense({ units: 2 })])]), [3]],
  ])("predicts the same with %s", (_, network, input, channelAxis) => expectTheSame(network, input, channelAxis));

  test("gives single numbers as a column", async () => {
    const X = randomStream(1).normals([20, 2]);
    const model = await mlp({ hidden: [6], dropout: 0.2, epochs: 2 }).fit(X, X.column(0));
    const found = await byTensorflow(model, X);
    expect(found.shape).toEqual([20, 1]);
    expect(found.reshape([20])).toBeClose(model.predict(X), { relative: 1e-5, absolute: 1e-5 });
  });

  test("loses no digits of data far from zero", async () => {
    const X = randomStream(2)
      .normals([20, 1])
      .map((value) => Math.fround(1e5 + value));
    const model = await mlp({ hidden: [6], epochs: 2 }).fit(X, X.map(Math.sin));
    expect(await byTensorflow(model, X)).toBeClose(model.predict(X), { absolute: 1e-5 });
  });
});

/** A chain of layers that fit, drawn at random, over fields, sequences or rows. */
function randomNetwork(stream: RandomStream): { network: Layer; input: number[] } {
  const some = <T>(items: readonly T[]) => stream.choice(items, 1)[0]!;
  const size = (from: number, to: number) => from + stream.integer(to - from + 1);
  const axes = size(1, 2);
  const input = [size(1, 3), ...Array.from({ length: axes }, () => size(6, 10))];
  const inSpace = (): Layer =>
    some([
      () => convolution({ channels: size(1, 4), kernel: size(1, 4), activation: some(activations) }),
      () => convolution({ channels: size(1, 4), kernel: 2, strides: 2, padding: "none" }),
      () => maxPool({ window: 2 }),
      () => meanPool({ window: Array.from({ length: axes }, () => size(1, 2)) }),
      () => activation({ function: some(activations) }),
      () => dropout({ share: 0.3 }),
      () => dense({ units: size(2, 6), activation: some(activations) }),
      () => layerNorm(),
      () => exchangeAxes(),
    ])();
  const layers: Layer[] = [];
  for (let i = size(1, 4); i > 0; i--) {
    const next = inSpace();
    const fits = sequential([...layers, next]);
    const isSmall = () => (fits.outputShape(input) as number[]).slice(1).some((length) => length < 4);
    if (!isSmall()) layers.push(next);
  }
  const ends: Layer[] = [flatten(), globalMean({ over: "space" }), ...(axes === 1 ? [lstm({ units: 3 })] : [])];
  return { network: sequential([...layers, some(ends), dense({ units: size(1, 3) })]), input };
}

test.each(Array.from({ length: 30 }, (_, seed) => seed))("random network %i agrees", (seed) => {
  const { network, input } = randomNetwork(randomStream(seed));
  return expectTheSame(network, input);
});

describe("a model over a former one", () => {
  const failing = () => {
    throw new Error("the disk is full");
  };
  const halfWay = (function* () {
    yield "half";
    failing();
  })() as unknown as Uint8Array;

  test("leaves two files", async () => {
    const { model } = await fitted(dense({ units: 2 }), [3]);
    await model.toLayersModel(folder);
    await (await fitted(dense({ units: 4 }), [5])).model.toLayersModel(folder);
    expect(readdirSync(folder).toSorted()).toEqual([
      "model.json",
      expect.stringMatching(/^weights-[0-9a-f]{16}\.bin$/),
    ]);
  });

  test.each([
    ["weights", { weights: halfWay, model: () => ({}) }],
    ["topology", { weights: Uint8Array.of(1, 2, 3, 4), model: failing }],
  ])("leaves that one where its %s cannot be written", async (_, files) => {
    const { X, model } = await fitted(dense({ units: 2 }), [3]);
    const before = await byTensorflow(model, X);
    await expect(writeLayersModel(folder, files)).rejects.toThrow();
    expect(await loadedByTensorflow(X)).toEqual(before);
  });
});

describe("a layer that TensorFlow.js does not have", () => {
  test.each<[string, Layer, number[], string]>([
    ["one of another kind", spectralConvolution({ channels: 1, modes: 2 }), [1, 8], "spectralConvolution has no"],
    [
      "one inside of a chain",
      sequential([dense({ units: 2 }), residual(dense({ units: 2 }))]),
      [2],
      "layer 2 (parallel) has no",
    ],
    ["another gate", sequential([gru({ units: 2 })]), [4, 2], "layer 1 (gru) has no counterpart in TensorFlow.js: its"],
    ["a function", dense({ units: 1, activation: "sin" }), [2], "it has no activation sin"],
    ["groups", convolution({ channels: 2, kernel: 3, groups: 2 }), [2, 5], "channels in groups do not mix"],
    ["strides and dilations", convolution({ channels: 2, kernel: 3, strides: 2, dilations: 2 }), [1, 9, 9], "at once"],
    ["zeros and strides", convolution({ channels: 2, kernel: 3, strides: 2 }), [1, 9], "unless padding is none"],
    [
      "four axes inside",
      sequential([reshapeTo({ shape: [2, 2, 2, 1] }), flatten(), dense({ units: 1 })]),
      [8],
      "layer 1 (reshapeTo) has no counterpart in TensorFlow.js: its rows have 3 axes at most",
    ],
    ["three axes of space", convolution({ channels: 1, kernel: 2 }), [1, 4, 4, 4], "its rows have 3 axes at most"],
  ])("is refused: %s", async (_, network, input, reason) => {
    const { model } = await fitted(network, input);
    await expect(model.toLayersModel(folder)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: expect.stringContaining(reason),
    });
  });
});
