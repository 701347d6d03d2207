import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { commonShape, isSameShape, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { reshape } from "./rearrange.js";
import { sum } from "./reduction.js";
import { shapeError } from "./shape-errors.js";

export const broadcastPrimitive: Primitive = {
  name: "broadcast",
  forward: (result, [tangent]) => tangent && broadcast(tangent, result.shape),
  backward: ({ inputs: [x] }, cotangent) => [sumTo(cotangent, x!.shape)],
};

/**
 * The tensor repeated along its axes of length 1, and along new axes in front, to a shape.
 *
 * @example
 * evaluate(() => broadcast(tensor([1, 2]), [2, 2])).data; // [1, 2, 1, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function broadcast(given: Operand, shape: Shape): Tensor {
  const x = tensor(given);
  if (isSameShape(x.shape, shape)) return x;
  const value = filledWith(x);
  if (value !== undefined) return fill(value, shape, x.kind);
  const common = commonShape(x.shape, shape);
  if (!common || !isSameShape(common, shape)) {
    throw shapeError(
      "broadcast",
      `${showShape(x.shape)} cannot be repeated to ${showShape(shape)}`,
      "Only axes of length 1 and new axes in front are repeated.",
    );
  }
  return node(broadcastPrimitive, [x], {}, { shape, kind: x.kind });
}

/** The sum over what `broadcast` repeated. */
function sumTo(x: Tensor, shape: Shape): Tensor {
  const front = x.rank - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < front || (length !== 1 && shape[axis - front] === 1) ? [axis] : [],
  );
  return reshape(sum(x, axes), shape);
}
