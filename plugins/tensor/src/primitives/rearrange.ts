import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isCount, isLength, isSameShape, type Shape, showShape, sizeOf } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { ofOneKind } from "./kinds.js";
import { frontAxes, frontAxis, shapeError } from "./shape-errors.js";

export const reshapePrimitive: Primitive = {
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

const padPrimitive: Primitive<{ readonly before: Shape; readonly after: Shape }> = {
  name: "pad",
  forward: ({ attributes: { before, after } }, [tangent]) => tangent && pad(tangent, before, after),
  backward: ({ inputs: [x], attributes: { before } }, cotangent) => [
    slice(
      cotangent,
      before,
      before.map((start, axis) => start + x!.shape[axis]!),
    ),
  ],
};

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

const concatenatePrimitive: Primitive<{ readonly axis: number }> = {
  name: "concatenate",
  forward({ inputs, attributes: { axis } }, tangents) {
    if (tangents.every((tangent) => tangent === undefined)) return undefined;
    return concatenate(
      tangents.map((tangent, i) => tangent ?? fill(0, inputs[i]!.shape)),
      axis,
    );
  },
  backward({ inputs, attributes: { axis } }, cotangent, needed) {
    let at = 0;
    return inputs.map((x, i) => {
      const from = at;
      at += x.shape[axis]!;
      return needed[i] ? sliceAlong(cotangent, axis, from, at) : undefined;
    });
  },
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

/**
 * The tensor with zeros before and after along each axis.
 *
 * @example
 * evaluate(() => pad([1, 2], [1], [2])).data; // [0, 1, 2, 0, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function pad(x: Operand, before: Shape, after: Shape): Tensor {
  const of = tensor(x);
  const counts = [...before, ...after];
  if (before.length !== of.rank || after.length !== of.rank || !counts.every(isLength)) {
    throw shapeError(
      "pad",
      `${showShape(before)} and ${showShape(after)} do not pad ${showShape(of.shape)}`,
      "Give one count from 0 for each axis.",
    );
  }
  if (counts.every((count) => count === 0)) return of;
  const shape = of.shape.map((length, axis) => length + before[axis]! + after[axis]!);
  if (filledWith(of) === 0 || of.size === 0) return fill(0, shape, of.kind);
  return node(padPrimitive, [of], { before, after }, { shape, kind: of.kind });
}

/** The tensor with zeros before and after along each axis; a count below zero takes entries away. */
export function padOrCut(x: Tensor, before: Shape, after: Shape): Tensor {
  if ([...before, ...after].every((count) => count === 0)) return x;
  const shape = x.shape.map((length, axis) => length + before[axis]! + after[axis]!);
  return node(padPrimitive, [x], { before, after }, { shape, kind: x.kind });
}

/** The sum of two padded tensors that lie side by side along one axis, as one that is joined; undefined for others. */
export function joinedPads(a: Tensor, b: Tensor): Tensor | undefined {
  if (a.primitive !== padPrimitive || b.primitive !== padPrimitive) return undefined;
  const [first, second] = [a, b].map(({ attributes }) => attributes as { before: Shape; after: Shape });
  const axis = a.shape.findIndex(
    (_, i) => first!.before[i] !== second!.before[i] || first!.after[i] !== second!.after[i],
  );
  if (axis < 0 || first!.before[axis]! > second!.before[axis]!) return axis < 0 ? undefined : joinedPads(b, a);
  const [left, right] = [a.inputs[0]!, b.inputs[0]!];
  const touches = first!.before[axis]! + left.shape[axis]! === second!.before[axis];
  const isSame = (i: number) => first!.before[i] === second!.before[i] && first!.after[i] === second!.after[i];
  if (!touches || !a.shape.every((_, i) => i === axis || isSame(i))) return undefined;
  return padOrCut(concatenate([left, right], axis), first!.before, first!.after.with(axis, second!.after[axis]!));
}

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

/**
 * Tensors one after the other along an axis.
 *
 * @example
 * evaluate(() => concatenate([[1, 2], [3]])).data; // [1, 2, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function concatenate(tensors: readonly Operand[], axis = 0): Tensor {
  const parts = ofOneKind(tensors);
  const first = parts[0];
  if (!first) throw shapeError("concatenate", "there are no tensors", "Give at least one.");
  const along = frontAxis("concatenate", axis, first.rank);
  const fits = parts.every(
    ({ shape }) => shape.length === first.rank && shape.every((length, i) => i === along || length === first.shape[i]),
  );
  if (!fits) {
    const shapes = parts.map(({ shape }) => showShape(shape)).join(", ");
    throw shapeError(
      "concatenate",
      `shapes ${shapes} differ beside axis ${along}`,
      "Give tensors that differ along that axis only.",
    );
  }
  if (parts.length === 1) return first;
  const total = parts.reduce((length, { shape }) => length + shape[along]!, 0);
  const shape = first.shape.with(along, total);
  const value = filledWith(first);
  if (value !== undefined && parts.every((part) => filledWith(part) === value)) return fill(value, shape, first.kind);
  return node(concatenatePrimitive, parts, { axis: along }, { shape, kind: first.kind });
}

/**
 * Tensors of one shape beside each other along a new axis.
 *
 * @example
 * evaluate(() => stack([[1, 2], [3, 4]], 1)).data; // [1, 3, 2, 4]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function stack(tensors: readonly Operand[], axis = 0): Tensor {
  const parts = ofOneKind(tensors);
  const first = parts[0];
  if (!first) throw shapeError("stack", "there are no tensors", "Give at least one.");
  const along = frontAxis("stack", axis, first.rank + 1);
  if (!parts.every(({ shape }) => isSameShape(shape, first.shape))) {
    const shapes = parts.map(({ shape }) => showShape(shape)).join(", ");
    throw shapeError("stack", `the shapes ${shapes} differ`, "Give tensors of one shape.");
  }
  return concatenate(
    parts.map((part) => reshape(part, part.shape.toSpliced(along, 0, 1))),
    along,
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
