import { asMatrix, asVector, type NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError } from "@mesoscope/sdk";
import { finiteVector } from "./arguments.js";

/**
 * Inputs of shape [n, columns] and finite targets of shape [n].
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError NOT_FINITE, EMPTY
 */
export function trainingData(owner: string, X: ArrayLike, y: ArrayLike): { inputs: NDArray; targets: NDArray } {
  const inputs = asMatrix(X, `${owner}: X`);
  const targets = asVector(y, `${owner}: y`);
  if (inputs.shape[0] !== targets.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${inputs.shape[0]} rows but y has ${targets.size}. Give one target per row.`,
    );
  }
  return { inputs, targets: finiteVector(targets, `${owner}: y`) };
}
