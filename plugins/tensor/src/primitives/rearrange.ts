import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isLength, isSameShape, type Shape, showShape, sizeOf } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { frontAxes, frontAxis, shapeError } from "./shape-errors.js";

const reshapePrimitive: Primitive = {
  name: "reshape",
  forward: (result, [tangent]) => tangent && reshape(tangent, result.shape),
  backward: ({ inputs: [x] }, cotangent) => [reshape(cotangent, x!.shape)],
};

export const permutePrimitive: Primitive<{ readonly axes: readonly number[] }> = {
  name: "permuteAxes",
  forward: ({ attributes: { axes } }, [tangent]) => tangent && permuteAxes(tangent, axes),
  backward: ({ attributes: { axes } }, cotangent) => [
    permuteAxes(
      cotangent,
      axes.map((_, axis) => axes.indexOf(axis)),
    ),
  ],
};

const reversePrimitive: Primitive<{ readonly axes: readonly number[] }> = {
  name: "reverse",
  forward: ({ attributes: { axes } }, [tangent]) => tangent && reverse(tangent, axes),
  backward: ({ attributes: { axes } }, cotangent) => [reverse(cotangent, axes)],
};

/**
 * The same entries under another shape; one length may be -1 and follows from the others.
 *
 * @example
 * evaluate(() => reshape([1, 2, 3, 4], [2, -1])).toArray(); // [[1, 2], [3, 4]]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function reshape(x: Operand, shape: Shape): Tensor {
  const of = tensor(x);
  const known = sizeOf(shape.filter((length) => length !== -1));
  const wanted = shape.map((length) => (length === -1 ? of.size / known : length));
  if (sizeOf(wanted) !== of.size || !wanted.every(isLength)) {
    throw shapeError(
      "reshape",
      `${of.size} entries of ${showShape(of.shape)} do not fill ${showShape(shape)}`,
      "Give a shape of as many.",
    );
  }
  if (isSameShape(of.shape, wanted)) return of;
  const value = filledWith(of);
  if (value !== undefined) return fill(value, wanted, of.kind);
  const source = of.primitive === reshapePrimitive ? of.inputs[0]! : of;
  return isSameShape(source.shape, wanted)
    ? source
    : node(reshapePrimitive, [source], {}, { shape: wanted, kind: of.kind });
}

/**
 * The axes in another order: axis `axes[i]` of `x` becomes axis `i`; reversed unless given.
 *
 * @example
 * evaluate(() => permuteAxes([[1, 2], [3, 4]], [1, 0])).data; // [1, 3, 2, 4]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function permuteAxes(x: Operand, axes?: readonly number[]): Tensor {
  const of = tensor(x);
  const order = (axes ?? of.shape.map((_, axis) => of.rank - 1 - axis)).map((axis) =>
    frontAxis("permuteAxes", axis, of.rank),
  );
  if (order.length !== of.rank || new Set(order).size !== of.rank) {
    throw shapeError(
      "permuteAxes",
      `the axes ${showShape(order)} do not name each of ${of.rank} once`,
      "Name each axis once.",
    );
  }
  if (order.every((axis, i) => axis === i)) return of;
  const shape = order.map((axis) => of.shape[axis]!);
  const value = filledWith(of);
  if (value !== undefined) return fill(value, shape, of.kind);
  if (of.primitive !== permutePrimitive) return node(permutePrimitive, [of], { axes: order }, { shape, kind: of.kind });
  const before = (of.attributes as { axes: readonly number[] }).axes;
  return permuteAxes(
    of.inputs[0]!,
    order.map((axis) => before[axis]!),
  );
}

/**
 * The last two axes exchanged.
 *
 * @example
 * evaluate(() => transpose([[1, 2], [3, 4]])).data; // [1, 3, 2, 4]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function transpose(x: Operand): Tensor {
  const of = tensor(x);
  if (of.rank < 2)
    throw shapeError("transpose", `${showShape(of.shape)} has no two axes`, "Give a matrix, or several.");
  const axes = of.shape.map((_, axis) => axis);
  return permuteAxes(of, [...axes.slice(0, -2), of.rank - 1, of.rank - 2]);
}

/**
 * The entries in the opposite order along axes.
 *
 * @example
 * evaluate(() => reverse([[1, 2], [3, 4]], [1])).data; // [2, 1, 4, 3]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function reverse(x: Operand, axes: readonly number[]): Tensor {
  const of = tensor(x);
  const along = frontAxes("reverse", axes, of.rank);
  if (along.length === 0 || filledWith(of) !== undefined) return of;
  return node(reversePrimitive, [of], { axes: along }, { shape: of.shape, kind: of.kind });
}
