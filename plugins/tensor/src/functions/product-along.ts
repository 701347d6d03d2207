import type { Tensor } from "../graph/tensor.js";
import { matmul } from "../primitives/matmul.js";
import { permuteAxes, reshape } from "../primitives/rearrange.js";

/** The product of each line of `x` along an axis with a matrix [length, n]: the axis becomes n long. */
export function productAlong(x: Tensor, axis: number, matrix: Tensor): Tensor {
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const lines = reshape(permuteAxes(x, [...others, axis]), [-1, x.shape[axis]!]);
  const product = reshape(matmul(lines, matrix), [...others.map((i) => x.shape[i]!), matrix.shape[1]!]);
  const last = x.rank - 1;
  return permuteAxes(
    product,
    x.shape
      .map((_, i) => i)
      .slice(0, -1)
      .toSpliced(axis, 0, last),
  );
}
