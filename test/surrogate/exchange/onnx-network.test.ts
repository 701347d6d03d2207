import { readFileSync } from "node:fs";
import path from "node:path";
import { NDArray, randomStream } from "@mesoscope/core";
import { loadOnnxNetwork, mlp, neuralNetwork, onnxNetwork, unet } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const folder = path.resolve(import.meta.dirname, "../../reference/tensor");
const case_ = reference("tensor/onnx-models.json").sequence;
const x = new NDArray(Float64Array.from(case_.x.data), case_.x.shape);
const expected = new NDArray(Float64Array.from(case_.results.result0.data), case_.results.result0.shape);

describe("a network that PyTorch wrote for two rows", () => {
  const network = onnxNetwork(readFileSync(path.join(folder, "sequence.onnx")));

  test("predicts any number of rows, here and on a device", async () => {
    const five = x.take([0, 1, 1, 0, 1]);
    const wanted = expected.take([0, 1, 1, 0, 1]);
    expect(network.predict(five)).toBeClose(wanted, { relative: 1e-5, absolute: 1e-6 });
    expect(await network.predictOn(undefined, five)).toBeClose(wanted, { relative: 1e-4, absolute: 1e-5 });
  });

  test("is saved and read back", () => {
    const again = loadOnnxNetwork(JSON.parse(JSON.stringify(network)));
    expect(again.predict(x).data).toEqual(network.predict(x).data);
  });

  test("says which rows it takes, and what it has", () => {
    expect(() => network.predict([[1, 2]])).toThrow(
      "onnxNetwork.predict: X has shape [1, 2] but the network takes [2, 5, 16]. Give such rows.",
    );
    expect(String(network)).toMatch(/^network from an ONNX file, input x \[2, 5, 16\], \d+ parameters$/);
    expect(network.parameters["block.linear1.bias"]!.shape).toEqual([32]);
  });
});

test("a network with two outputs is refused, and other data", () => {
  const refused = (code: string) => expect.objectContaining({ code });
  expect(() => onnxNetwork(readFileSync(path.join(folder, "images.onnx")))).toThrow(refused("UNSUPPORTED"));
  expect(() => loadOnnxNetwork({ type: "other" })).toThrow(refused("BAD_FILE"));
});

describe("a fitted network as a file", () => {
  const stream = randomStream(4);

  test.each([
    ["mlp", mlp({ hidden: [8], epochs: 2 }), stream.normals([20, 3]), stream.normals([20, 2])],
    [
      "U-Net",
      neuralNetwork({ network: unet({ channels: 2, outputs: 1 }), epochs: 1 }),
      stream.normals([4, 1, 8, 8]),
      stream.normals([4, 1, 8, 8]),
    ],
  ])("%s predicts the same", async (_, estimator, X, y) => {
    const model = await estimator.fit(X, y);
    expect(onnxNetwork(model.toOnnx()).predict(X)).toBeClose(model.predict(X), { relative: 1e-4, absolute: 1e-5 });
  });
});
