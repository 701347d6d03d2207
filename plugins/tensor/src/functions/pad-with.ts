import { checkChoice } from "@mesoscope/sdk";
import { tensor } from "../graph/leaves.js";
import { isLength, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { broadcast } from "../primitives/broadcast.js";
import { concatenate } from "../primitives/concatenate.js";
import { reverse } from "../primitives/rearrange.js";
import { shapeError } from "../primitives/shape-errors.js";
import { sliceAlong } from "../primitives/slice.js";

/** What continues a line of n entries `count` beyond its start (side 0) or its end (side 1). */
type Continuation = (x: Tensor, axis: number, count: number, side: 0 | 1) => Tensor;

const continuations: Readonly<Record<PaddingMode, Continuation>> = {
  circular(x, axis, count, side) {
    const n = x.shape[axis]!;
    return side === 0 ? sliceAlong(x, axis, n - count, n) : sliceAlong(x, axis, 0, count);
  },
  reflect(x, axis, count, side) {
    const n = x.shape[axis]!;
    const mirrored = side === 0 ? sliceAlong(x, axis, 1, count + 1) : sliceAlong(x, axis, n - 1 - count, n - 1);
    return reverse(mirrored, [axis]);
  },
  edge(x, axis, count, side) {
    const n = x.shape[axis]!;
    const end = side === 0 ? sliceAlong(x, axis, 0, 1) : sliceAlong(x, axis, n - 1, n);
    return broadcast(end, x.shape.with(axis, count));
  },
};

/** How a field goes on beyond its edges. */
export type PaddingMode = "circular" | "reflect" | "edge";

/**
 * The tensor continued before and after along each axis: "circular" as a periodic field, "reflect" as in a mirror at the
 * outermost entries, "edge" by these entries themselves. `pad` continues it by zeros.
 *
 * @param before entries to add in front, one count for each axis
 *
 * @example
 * evaluate(() => padWith([1, 2, 3], [1], [2], "circular")).data; // [3, 1, 2, 3, 1, 2]
 * evaluate(() => padWith([1, 2, 3], [1], [2], "reflect")).data; // [2, 1, 2, 3, 2, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH where the tensor is too short for the counts, with the line of the user's code
 * @throws ValueError BAD_OPTION at another mode
 */
export function padWith(x: Operand, before: Shape, after: Shape, mode: PaddingMode): Tensor {
  const of = tensor(x);
  checkChoice("padWith", "mode", mode, Object.keys(continuations));
  const most = of.shape.map((length) => ({ circular: length, reflect: length - 1, edge: length && Infinity })[mode]);
  const fits = [before, after].every(
    (counts) => counts.length === of.rank && counts.every((count, axis) => isLength(count) && count <= most[axis]!),
  );
  if (!fits) {
    throw shapeError(
      "padWith",
      `${showShape(before)} and ${showShape(after)} do not pad ${showShape(of.shape)} by "${mode}"`,
      `Give counts up to ${showShape(most)}, one for each axis.`,
    );
  }
  return before.reduce((field, first, axis) => continued(field, axis, [first, after[axis]!], mode), of);
}

function continued(x: Tensor, axis: number, counts: readonly [number, number], mode: PaddingMode): Tensor {
  const [first, last] = counts.map((count, side) =>
    count > 0 ? [continuations[mode](x, axis, count, side as 0 | 1)] : [],
  ) as [Tensor[], Tensor[]];
  return concatenate([...first, x, ...last], axis);
}
