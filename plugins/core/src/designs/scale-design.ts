import { checkOptions, NumericError, ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { Distribution } from "../statistics/distributions/distribution.js";
import { uniform } from "../statistics/distributions/uniform.js";

/** What the axes of the unit cube become: intervals, or a distribution each. */
export type DesignScale = { readonly lower: ArrayInput; readonly upper: ArrayInput } | readonly Distribution[];

/**
 * Points of the unit cube, of shape [n, d], stretched to bounds, or such that each column follows its distribution.
 *
 * @example
 * scaleDesign([[0, 0.5], [1, 0.25]], { lower: [10, 0], upper: [20, 4] }).toArray(); // [[10, 2], [20, 1]]
 * scaleDesign([[0.975]], [normal()]).data[0].toFixed(4); // "1.9600"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION
 * @throws NumericError NOT_FINITE where a point on the edge of the cube would become infinite
 */
export function scaleDesign(points: ArrayInput, scale: DesignScale): NDArray {
  const design = asMatrix(points, "scaleDesign: points");
  const d = design.shape[1]!;
  const axes = axesOf(scale);
  if (axes.length !== d) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `scaleDesign: the points have ${d} columns but the scale has ${axes.length}. Give one bound or distribution each.`,
    );
  }
  return design.map((share, at) => {
    const value = axes[at % d]!.quantile(share);
    if (Number.isFinite(value)) return value;
    throw new NumericError(
      "NOT_FINITE",
      `scaleDesign: ${share} in column ${at % d} is ${value} under ${axes[at % d]}. Give points inside the cube.`,
    );
  });
}

function axesOf(scale: DesignScale): readonly Distribution[] {
  if (isDistributions(scale)) return scale;
  checkOptions("scaleDesign", scale, ["lower", "upper"]);
  const lower = asVector(scale.lower, "scaleDesign: lower").data;
  const upper = asVector(scale.upper, "scaleDesign: upper").data;
  if (lower.length === upper.length) return Array.from(lower, (low, j) => uniform({ lower: low, upper: upper[j]! }));
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `scaleDesign: there are ${lower.length} lower and ${upper.length} upper bounds. Give one of each per column.`,
  );
}

function isDistributions(scale: DesignScale): scale is readonly Distribution[] {
  return Array.isArray(scale) && scale.every((axis) => axis instanceof Distribution);
}
