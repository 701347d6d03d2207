import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { type Shape, showShape, sizeOf } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { divide, negative } from "./arithmetic.js";
import { broadcast } from "./broadcast.js";
import { scatterAlong, takeAlong } from "./indexing.js";
import { asNumbers } from "./kinds.js";
import { reshape, reverse } from "./rearrange.js";
import { frontAxes, frontAxis, shapeError } from "./shape-errors.js";

interface Axes {
  readonly axes: readonly number[];
}
interface Axis {
  readonly axis: number;
}

const sumPrimitive: Primitive<Axes> = {
  name: "sum",
  forward: ({ attributes: { axes } }, [tangent]) => tangent && sum(tangent, axes),
  backward: ({ inputs: [x], attributes: { axes } }, cotangent) => [
    broadcast(reshape(cotangent, keptShape(x!.shape, axes)), x!.shape),
  ],
};

const maximumPrimitive: Primitive<Axis> = {
  name: "maximum",
  forward: ({ inputs: [x], attributes: { axis } }, [tangent]) => tangent && atLargest(tangent, x!, axis),
  backward({ inputs: [x], attributes: { axis } }, cotangent) {
    const at = reshape(argmax(x!, axis), keptShape(x!.shape, [axis]));
    return [scatterAlong(reshape(cotangent, at.shape), at, axis, x!.shape[axis]!)];
  },
};

const argmaxPrimitive: Primitive<Axis> = { name: "argmax" };

const cumulativeSumPrimitive: Primitive<Axis> = {
  name: "cumulativeSum",
  forward: ({ attributes: { axis } }, [tangent]) => tangent && cumulativeSum(tangent, axis),
  backward: ({ attributes: { axis } }, cotangent) => [reverse(cumulativeSum(reverse(cotangent, [axis]), axis), [axis])],
};

/**
 * The sum over axes, which are left out of the result; over all of them unless given.
 *
 * @param axes one axis or several, counted from the front or, negative, from the back
 *
 * @example
 * evaluate(() => sum([[1, 2], [3, 4]], 0)).data; // [4, 6]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function sum(x: Operand, axes?: number | readonly number[]): Tensor {
  const of = asNumbers(x);
  const over = reducedAxes("sum", of, axes);
  const shape = of.shape.filter((_, axis) => !over.includes(axis));
  if (over.length === 0) return of;
  const count = sizeOf(over.map((axis) => of.shape[axis]!));
  const value = filledWith(of);
  if (value !== undefined) return fill(value * count, shape, of.kind);
  if (count === 1) return reshape(of, shape);
  return node(sumPrimitive, [of], { axes: over }, { shape, kind: of.kind });
}

/**
 * The mean over axes, which are left out of the result; over all of them unless given.
 *
 * @example
 * evaluate(() => mean([[1, 2], [3, 4]], 1)).data; // [1.5, 3.5]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function mean(x: Operand, axes?: number | readonly number[]): Tensor {
  const of = tensor(x);
  const total = sum(of, axes);
  return divide(total, of.size / total.size);
}

/**
 * The largest entry along an axis, which is left out of the result; of several, derivatives follow the first.
 *
 * @example
 * evaluate(() => maximum([[1, 5], [3, 4]])).data; // [3, 5]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function maximum(x: Operand, axis = 0): Tensor {
  const of = asNumbers(x);
  const along = checkedAxis("maximum", of, axis);
  return node(maximumPrimitive, [of], { axis: along }, { shape: without(of.shape, along), kind: of.kind });
}

/**
 * The smallest entry along an axis, which is left out of the result.
 *
 * @example
 * evaluate(() => minimum([[1, 5], [3, 4]])).data; // [1, 4]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function minimum(x: Operand, axis = 0): Tensor {
  return negative(maximum(negative(x), axis));
}

/**
 * The position of the largest entry along an axis, of several the first, as integers.
 *
 * @example
 * evaluate(() => argmax([[1, 5], [3, 4]])).data; // [1, 0]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function argmax(x: Operand, axis = 0): Tensor {
  const of = asNumbers(x);
  const along = checkedAxis("argmax", of, axis);
  return node(argmaxPrimitive, [of], { axis: along }, { shape: without(of.shape, along), kind: "integer" });
}

/**
 * Sums of all entries up to each, along an axis.
 *
 * @example
 * evaluate(() => cumulativeSum([1, 2, 3])).data; // [1, 3, 6]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function cumulativeSum(x: Operand, axis = 0): Tensor {
  const of = asNumbers(x);
  const along = frontAxis("cumulativeSum", axis, of.rank);
  return node(cumulativeSumPrimitive, [of], { axis: along }, { shape: of.shape, kind: of.kind });
}

/** Shape with the axes kept at length 1. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

function without(shape: Shape, axis: number): Shape {
  return shape.toSpliced(axis, 1);
}

function atLargest(values: Tensor, x: Tensor, axis: number): Tensor {
  const at = reshape(argmax(x, axis), keptShape(x.shape, [axis]));
  return reshape(takeAlong(values, at, axis), without(x.shape, axis));
}

/** The axes to reduce over, counted from the front and in order; all of them unless given. */
export function reducedAxes(owner: string, x: Tensor, axes?: number | readonly number[]): number[] {
  const given = axes === undefined ? x.shape.map((_, axis) => axis) : typeof axes === "number" ? [axes] : axes;
  return frontAxes(owner, given, x.rank).sort((a, b) => a - b);
}

function checkedAxis(owner: string, x: Tensor, axis: number): number {
  const along = frontAxis(owner, axis, x.rank);
  if (x.shape[along]! > 0) return along;
  throw shapeError(owner, `axis ${axis} of ${showShape(x.shape)} is empty`, "Give at least one entry.");
}
