import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isCount, isLength, isSameShape, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { pad } from "./pad.js";
import { reshape } from "./rearrange.js";
import { frontAxis, shapeError } from "./shape-errors.js";

const slicePrimitive: Primitive<{ readonly start: Shape; readonly stop: Shape; readonly step: Shape }> = {
  name: "slice",
  forward: ({ attributes: { start, stop, step } }, [tangent]) => tangent && slice(tangent, start, stop, step),
  backward: ({ inputs: [x], attributes: { start, step } }, cotangent) => {
    const spread = step.every((s) => s === 1) ? cotangent : interleave(cotangent, step);
    return [
      pad(
        spread,
        start,
        start.map((from, axis) => x!.shape[axis]! - from - spread.shape[axis]!),
      ),
    ];
  },
};

/**
 * Entries `start` to before `stop`, in steps, along each axis.
 *
 * @example
 * evaluate(() => slice([0, 1, 2, 3, 4], [1], [5], [2])).data; // [1, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH where they lie outside, with the line of the user's code
 */
export function slice(x: Operand, start: Shape, stop: Shape, step: Shape = start.map(() => 1)): Tensor {
  const of = tensor(x);
  const fits = of.shape.every(
    (length, axis) => stop[axis]! >= start[axis]! && stop[axis]! <= length && isCount(step[axis]!),
  );
  const isWhole = [...start, ...stop].every(isLength);
  if (!fits || !isWhole || [start, stop, step].some((positions) => positions.length !== of.rank)) {
    throw shapeError(
      "slice",
      `${showShape(start)} to ${showShape(stop)} in steps ${showShape(step)} lies outside ${showShape(of.shape)}`,
      "Give positions within each axis and steps from 1.",
    );
  }
  const shape = of.shape.map((_, axis) => Math.ceil((stop[axis]! - start[axis]!) / step[axis]!));
  if (isSameShape(shape, of.shape)) return of;
  const value = filledWith(of);
  if (value !== undefined) return fill(value, shape, of.kind);
  return node(slicePrimitive, [of], { start, stop, step }, { shape, kind: of.kind });
}

/**
 * Entries `from` to before `to` along one axis.
 *
 * @example
 * evaluate(() => sliceAlong([[1, 2, 3], [4, 5, 6]], 1, 0, 2)).data; // [1, 2, 4, 5]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function sliceAlong(x: Operand, axis: number, from: number, to: number): Tensor {
  const of = tensor(x);
  const along = frontAxis("sliceAlong", axis, of.rank);
  const at = (value: number, other: (i: number) => number) => of.shape.map((_, i) => (i === along ? value : other(i)));
  return slice(
    of,
    at(from, () => 0),
    at(to, (i) => of.shape[i]!),
  );
}

/** Steps less one zeros between neighbours along each axis. */
function interleave(x: Tensor, step: Shape): Tensor {
  const split = reshape(
    x,
    x.shape.flatMap((length) => [length, 1]),
  );
  const none = split.shape.map(() => 0);
  const padded = pad(
    split,
    none,
    split.shape.map((_, axis) => (axis % 2 === 1 ? step[(axis - 1) / 2]! - 1 : 0)),
  );
  const full = reshape(
    padded,
    x.shape.map((length, axis) => length * step[axis]!),
  );
  return slice(
    full,
    x.shape.map(() => 0),
    x.shape.map((length, axis) => Math.max(0, (length - 1) * step[axis]! + 1)),
  );
}
