import { NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import { leavesOf, type ParameterTree } from "../layers/parameter-tree.js";

/**
 * The matrices and kernels among parameters.
 *
 * @throws ShapeError EMPTY where there are none, or in place of parameters a model, a network or plain data
 */
export function weightsOf(owner: string, parameters: unknown): NDArray[] {
  const leaves = isTree(parameters) ? leavesOf(parameters) : [];
  const weights = leaves.filter(({ shape }) => shape.length > 1);
  if (weights.length > 0) return weights;
  throw new ShapeError(
    "EMPTY",
    `${owner}: found no matrix. Give the parameters of a fitted network: model.parameters.`,
  );
}

function isTree(part: unknown): part is ParameterTree<NDArray> {
  if (part instanceof NDArray) return true;
  return typeof part === "object" && part !== null && Object.values(part).every(isTree);
}
