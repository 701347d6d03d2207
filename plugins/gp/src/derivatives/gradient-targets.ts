import { asMatrix, asVector, type NDArray } from "@mesoscope/core";
import { type ArrayLike, DataError, ShapeError } from "@mesoscope/sdk";

/** Targets with their slopes; made by `withGradients`. */
export interface GradientTargets {
  /** Of shape [n]; NaN where only the slope is known. */
  readonly values: NDArray;
  /** Of shape [n, d]; NaN where it is not known. */
  readonly gradients: NDArray;
}

/**
 * Targets and the slope of each by every input, such as an adjoint solver gives; NaN where a number is not known.
 *
 * @example
 * withGradients([0, 1], [[1], [0.5]]).gradients.shape; // [2, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH where there are not as many slopes as values
 * @throws DataError NOT_FINITE at an infinite slope
 */
export function withGradients(values: ArrayLike, gradients: ArrayLike): GradientTargets {
  const y = asVector(values, "withGradients: values");
  const slopes = asMatrix(gradients, "withGradients: gradients");
  const bad = slopes.data.find((slope) => slope === Infinity || slope === -Infinity);
  if (bad !== undefined) {
    throw new DataError(
      "NOT_FINITE",
      `withGradients: a gradient is ${bad}. Give finite slopes, or NaN where the function has none to tell.`,
    );
  }
  if (slopes.shape[0] === y.size) return { values: y, gradients: slopes };
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `withGradients: there are ${y.size} values but ${slopes.shape[0]} rows of gradients. Give one row per value.`,
  );
}

/** Whether `targets` came from `withGradients`. */
export function hasGradients(targets: unknown): targets is GradientTargets {
  return typeof targets === "object" && targets !== null && "gradients" in targets && "values" in targets;
}
