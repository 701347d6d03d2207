import { NDArray, randomStream } from "@mesoscope/core";
import {
  add,
  concatenate,
  convolution,
  evaluate,
  matmul,
  maxPool,
  mean,
  normal,
  readOnnx,
  reshape,
  softmax,
  type Tensor,
  tanh,
  tensor,
  writeOnnx,
} from "@mesoscope/tensor";
import "../../contract/close.ts";
import { describe, expect, test } from "vitest";

const stream = randomStream(3);
const drawn = (...shape: number[]) =>
  new NDArray(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()),
    shape,
  );
const names = { inputs: ["x"], outputs: ["y"] };

const weights = tensor(drawn(3, 4));
const kernel = tensor(drawn(2, 1, 3, 3));
const functions: readonly [string, (x: Tensor) => Tensor, number[]][] = [
  ["a dense layer", (x) => softmax(tanh(add(matmul(x, weights), [0.1, 0.2, 0.3, 0.4]))), [3]],
  ["a convolution", (x) => maxPool(convolution(x, kernel, { padding: "same" }), 2), [1, 6, 6]],
  ["a change of shape", (x) => reshape(concatenate([x, x], 1), [-1, 12]), [2, 3]],
];

describe.each(functions)("%s", (_, f, rest) => {
  test("is read back as the same function, for any batch", () => {
    const model = readOnnx(writeOnnx(f, [[2, ...rest]], { ...names, anyBatch: true, metadata: { units: "MPa" } }));
    expect(model.inputs).toEqual([{ name: "x", shape: ["batch", ...rest] }]);
    expect(model.metadata).toEqual({ units: "MPa" });
    for (const batch of [1, 2, 7]) {
      const x = drawn(batch, ...rest);
      const result = evaluate((given: Tensor) => model.apply({ x: given }).y!, x);
      expect(result).toBeClose(evaluate(f, x), { relative: 1e-5, absolute: 1e-6 });
    }
  });
});

test("a function that needs to know the length of the batch is refused", () => {
  const centred = (x: Tensor) => add(x, reshape(mean(x, 0), [1, -1]));
  const refused = expect.objectContaining({ code: "UNSUPPORTED", message: expect.stringContaining("anyBatch") });
  expect(() => writeOnnx(centred, [[4, 2]], { ...names, anyBatch: true })).toThrow(refused);
  expect(() => writeOnnx(centred, [[4, 2]], names)).not.toThrow();
});

test("a function that draws random numbers is refused", () => {
  const noisy = (x: Tensor) => add(x, normal(1, [2]));
  expect(() => writeOnnx(noisy, [[1, 2]], names)).toThrow(expect.objectContaining({ code: "UNSUPPORTED" }));
});
