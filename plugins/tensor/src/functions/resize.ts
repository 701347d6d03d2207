import { NDArray } from "@mesoscope/core";
import { checkChoice } from "@mesoscope/sdk";
import { constant } from "../graph/leaves.js";
import { isCount, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { cast } from "../primitives/comparison.js";
import { enlarge } from "../primitives/enlarge.js";
import { shapeError } from "../primitives/shape-errors.js";
import { productAlong } from "./product-along.js";

/** Which entries of a line make an entry of the resized line: positions and weights. */
type Weights = readonly (readonly [at: number, weight: number])[];

const methods = {
  nearest: (place: number, scale: number): Weights => [[Math.floor(place * scale), 1]],
  linear(place: number, scale: number, length: number): Weights {
    const at = Math.max(0, (place + 0.5) * scale - 0.5);
    const before = Math.min(Math.floor(at), length - 1);
    const after = Math.min(before + 1, length - 1);
    return [
      [before, 1 - (at - before)],
      [after, at - before],
    ];
  },
};

/**
 * Fields [n, channels, …lengths] on a finer or coarser grid over the same domain, whose entries are the middles of
 * cells: "linear" along each axis in turn, or "nearest". As PyTorch's `interpolate` does without `align_corners`; a
 * coarser grid takes samples, not means.
 *
 * @param lengths of the spatial axes of the result
 *
 * @example
 * evaluate(() => resize([[[0, 4]]], [4])).data; // [0, 1, 3, 4]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 * @throws ValueError BAD_OPTION at another method
 */
export function resize(x: Operand, lengths: Shape, method: "linear" | "nearest" = "linear"): Tensor {
  const of = cast(x, "real");
  checkChoice("resize", "method", method, Object.keys(methods));
  if (lengths.length < 1 || lengths.length !== of.rank - 2 || !lengths.every(isCount)) {
    throw shapeError(
      "resize",
      `lengths ${showShape(lengths)} for ${showShape(of.shape)}`,
      "Give fields [n, channels, …] and a length for each axis after these two.",
    );
  }
  const factors = lengths.map((length, i) => length / of.shape[i + 2]!);
  if (method === "nearest" && factors.every(isCount)) return enlarge(of, factors);
  return lengths.reduce((field, length, i) => resizedAlong(field, i + 2, length, methods[method]), of);
}

function resizedAlong(x: Tensor, axis: number, wanted: number, weightsAt: (typeof methods)["linear"]): Tensor {
  const length = x.shape[axis]!;
  if (length === wanted) return x;
  const matrix = new Float64Array(length * wanted);
  for (let place = 0; place < wanted; place++) {
    for (const [at, weight] of weightsAt(place, length / wanted, length)) matrix[at * wanted + place]! += weight;
  }
  return productAlong(x, axis, constant(new NDArray(matrix, [length, wanted])));
}
