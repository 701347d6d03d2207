import {
  add,
  convolution,
  grad,
  matmul,
  square,
  sum,
  type Tensor,
  tanh,
  transposedConvolution,
} from "@mesoscope/tensor";
import { expect, test } from "vitest";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { graphModel } from "../../../plugins/tensor/dist/onnx/graph-model.js";

const [float32, float16] = [1, 10];
const products = ["MatMul", "Conv", "ConvTranspose"];

function nodesOf(f: (...args: Tensor[]) => unknown, shapes: readonly number[][]) {
  const args = shapes.map((shape) => nested(shape));
  return graphModel(trace(f as never, args).graph, "mixed").nodes;
}

function nested(shape: readonly number[]): unknown {
  const [length, ...rest] = shape;
  return length === undefined ? 0.5 : Array.from({ length }, () => nested(rest));
}

test.each([
  [
    "matrices",
    (x: Tensor, w: Tensor) => tanh(matmul(x, w)),
    [
      [3, 4],
      [4, 2],
    ],
  ],
  [
    "images",
    (x: Tensor, w: Tensor) => convolution(x, w),
    [
      [1, 2, 5, 5],
      [3, 2, 2, 2],
    ],
  ],
  [
    "spread images",
    (x: Tensor, w: Tensor) => transposedConvolution(x, w),
    [
      [1, 2, 5, 5],
      [2, 3, 2, 2],
    ],
  ],
] as const)("products of %s have 16 bits, and their results 32, also in gradients", (_, f, shapes) => {
  const loss = (x: Tensor, w: Tensor) => sum(square(f(x, w)));
  const both = (x: Tensor, w: Tensor) => [loss(x, w), grad(loss)(x, w)];
  const nodes = nodesOf(both as never, shapes as never);
  const castTo = (name: string) => nodes.find(({ outputs }) => outputs.includes(name))?.attributes.to;
  const found = nodes.filter(({ opType }) => products.includes(opType));
  expect(found.length).toBeGreaterThan(1);
  for (const { inputs, outputs } of found) {
    expect(inputs.map(castTo)).toEqual(inputs.map(() => float16));
    const readers = nodes.filter((node) => node.inputs.includes(outputs[0]!));
    expect(readers.map(({ opType, attributes }) => [opType, attributes.to])).toEqual([["Cast", float32]]);
  }
});

test("what many products read is narrowed once", () => {
  const nodes = nodesOf(((x: Tensor, a: Tensor, b: Tensor) => add(matmul(x, a), matmul(x, b))) as never, [
    [2, 2],
    [2, 2],
    [2, 2],
  ]);
  expect(nodes.filter(({ attributes }) => attributes.to === float16)).toHaveLength(3);
});
