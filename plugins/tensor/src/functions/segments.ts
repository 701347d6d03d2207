import { fill } from "../graph/leaves.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { divide, largerOf, negative, subtract } from "../primitives/arithmetic.js";
import { cast, equal, where } from "../primitives/comparison.js";
import { concatenate } from "../primitives/concatenate.js";
import { gather, scatterAdd, topIndices } from "../primitives/indexing.js";
import { reshape } from "../primitives/rearrange.js";
import { cumulativeSum } from "../primitives/reduction.js";
import { sliceAlong } from "../primitives/slice.js";

/**
 * Sums of the rows of `x` with the same number in `segments`, of shape [rows]: `count` rows, 0 where a segment is empty.
 * So messages along the edges of a graph come together at its nodes.
 *
 * @example
 * evaluate(() => segmentSum([1, 2, 3], tensor([0, 2, 0], "integer"), 3)).data; // [4, 0, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function segmentSum(x: Operand, segments: Tensor, count: number): Tensor {
  return scatterAdd(x, cast(segments, "integer"), 0, count);
}

/**
 * Means of the rows of `x` with the same number in `segments`; otherwise as `segmentSum`.
 *
 * @example
 * evaluate(() => segmentMean([1, 2, 3], tensor([0, 2, 0], "integer"), 3)).data; // [2, 0, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function segmentMean(x: Operand, segments: Tensor, count: number): Tensor {
  const totals = segmentSum(x, segments, count);
  return divide(totals, alongRows(largerOf(rowCounts(segments, count), 1), totals));
}

/**
 * The largest entries of the rows of `x` with the same number in `segments`, column by column; otherwise as
 * `segmentSum`. Of several largest entries, derivatives follow the first. Takes one sort of the rows and some log₂(rows)
 * passes over them.
 *
 * @example
 * evaluate(() => segmentMax([1, 2, 3], tensor([0, 2, 0], "integer"), 3)).data; // [3, 0, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 * @see Hillis & Steele, Communications of the ACM 29 (1986) 1170, for the passes
 */
export function segmentMax(x: Operand, segments: Tensor, count: number): Tensor {
  const owners = cast(segments, "integer");
  const counts = rowCounts(segments, count);
  const order = topIndices(negative(cast(owners, "real")), owners.size);
  const largest = runningMaximum(gather(x, order), gather(owners, order));
  const ends = subtract(cumulativeSum(counts), 1);
  const found = gather(largest, largerOf(ends, 0));
  return where(alongRows(equal(counts, 0), found), 0, found);
}

/** In each row the maximum over the rows up to it that have the same owner; rows of an owner are neighbours. */
function runningMaximum(x: Tensor, owners: Tensor): Tensor {
  const rows = owners.size;
  let largest = x;
  for (let distance = 1; distance < rows; distance *= 2) {
    const isSame = equal(sliceAlong(owners, 0, 0, rows - distance), sliceAlong(owners, 0, distance, rows));
    const earlier = sliceAlong(largest, 0, 0, rows - distance);
    const later = sliceAlong(largest, 0, distance, rows);
    const joined = where(alongRows(isSame, later), largerOf(earlier, later), later);
    largest = concatenate([sliceAlong(largest, 0, 0, distance), joined]);
  }
  return largest;
}

function rowCounts(segments: Tensor, count: number): Tensor {
  return scatterAdd(fill(1, segments.shape, "integer"), cast(segments, "integer"), 0, count);
}

/** One value for each row, in a shape that is repeated over the rest of them. */
function alongRows(values: Tensor, rows: Tensor): Tensor {
  return reshape(values, [values.size, ...rows.shape.slice(1).map(() => 1)]);
}
