import { fill, filledWith } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { commonShape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { add } from "./arithmetic.js";
import { broadcast } from "./broadcast.js";
import { cast } from "./comparison.js";
import { reshape, transpose } from "./rearrange.js";
import { shapeError } from "./shape-errors.js";

const matmulPrimitive: Primitive = {
  name: "matmul",
  forward({ inputs: [a, b] }, [da, db]) {
    const left = da && matmul(da, b!);
    const right = db && matmul(a!, db);
    return left && right ? add(left, right) : (left ?? right);
  },
  backward: ({ inputs: [a, b] }, cotangent, [left, right]) => [
    left ? matmul(cotangent, transpose(b!)) : undefined,
    right ? matmul(transpose(a!), cotangent) : undefined,
  ],
};

/**
 * The matrix product over the last two axes, [..., m, k] by [..., k, n]; axes in front are repeated where they are 1.
 *
 * @example
 * evaluate(() => matmul(tensor([[1, 2]]), tensor([[3], [4]]))).data; // [11]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function matmul(a: Operand, b: Operand): Tensor {
  const [left, right] = [cast(a, "real"), cast(b, "real")];
  const front = commonShape(left.shape.slice(0, -2), right.shape.slice(0, -2));
  if (left.rank < 2 || right.rank < 2 || left.shape.at(-1) !== right.shape.at(-2) || !front) {
    throw shapeError(
      "matmul",
      `${showShape(left.shape)} by ${showShape(right.shape)} do not chain`,
      "Give the second as many rows as the first has columns.",
    );
  }
  const [m, n] = [left.shape.at(-2)!, right.shape.at(-1)!];
  const shape = [...front, m, n];
  if (filledWith(left) === 0 || filledWith(right) === 0) return fill(0, shape);
  if (left.rank > 2 && right.rank === 2) {
    return reshape(matmul(reshape(left, [-1, left.shape.at(-1)!]), right), shape);
  }
  const [x, y] = [left, right].map((factor) => broadcast(factor, [...front, ...factor.shape.slice(-2)]));
  return node(matmulPrimitive, [x!, y!], {}, { shape, kind: "real" });
}
