import { NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";

/**
 * The operator that averages a fine grid over blocks: one row per coarse cell, one column per fine one, both row by row.
 *
 * @param shape cells of the fine grid along each axis
 * @param block how many of them make one coarse cell, along each axis
 *
 * @example
 * blockAverage([4], [2]).data; // [0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5]
 * blockAverage([4, 4], [2, 2]).shape; // [4, 16]
 *
 * @throws ShapeError SHAPE_MISMATCH where blocks do not fill the grid
 */
export function blockAverage(shape: readonly number[], block: readonly number[]): NDArray {
  const fits =
    shape.length === block.length &&
    block.every((size, axis) => Number.isInteger(size) && size > 0 && shape[axis] > 0 && shape[axis] % size === 0);
  if (!fits) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `blockAverage: blocks of [${block}] do not fill a grid of [${shape}]. Give whole blocks along every axis.`,
    );
  }
  const product = (lengths: readonly number[]) => lengths.reduce((total, length) => total * length, 1);
  const [fine, cells] = [product(shape), product(block)];
  const operator = new NDArray(new Float64Array((fine / cells) * fine), [fine / cells, fine]);
  for (let at = 0; at < fine; at++) operator.data[coarseIndex(at, shape, block) * fine + at] = 1 / cells;
  return operator;
}

function coarseIndex(at: number, shape: readonly number[], block: readonly number[]): number {
  let rest = at;
  let index = 0;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index += Math.floor((rest % shape[axis]) / block[axis]) * stride;
    rest = Math.floor(rest / shape[axis]);
    stride *= shape[axis] / block[axis];
  }
  return index;
}
