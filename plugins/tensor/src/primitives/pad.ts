import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isLength, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { concatenate } from "./concatenate.js";
import { shapeError } from "./shape-errors.js";
import { slice } from "./slice.js";

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
