import type { NDArray } from "@mesoscope/core";
import { Tensor } from "@mesoscope/tensor";
import { leavesOf, type ParameterTree } from "../layers/parameter-tree.js";
import { evaluateTree } from "./evaluate-tree.js";
import type { Loss, Rows } from "./training-task.js";

/**
 * The first layer whose output is not finite in a step, such as `layer 3 (dense)`; "the loss" where all of them are, and
 * "the gradient" where that is too. It is found by the reference executor, whose numbers have 64 bits.
 */
export function failedLayer(parameters: ParameterTree<NDArray>, batch: Rows<NDArray>, key: number, loss: Loss): string {
  const places: string[] = [];
  const forward = (tree: ParameterTree<Tensor>, rows: Rows<Tensor>, at: Tensor) => {
    const outputs: Tensor[][] = [];
    const watch = (place: string, output: unknown) => {
      places.push(place);
      outputs.push(tensorsIn(output));
    };
    const value = loss(tree, rows, { training: true, key: at, watch });
    return { outputs, value };
  };
  const { outputs, value } = evaluateTree(forward, parameters, batch, key) as {
    readonly outputs: readonly (readonly NDArray[])[];
    readonly value: NDArray;
  };
  const first = outputs.findIndex((arrays) => arrays.some(({ data }) => !data.every(Number.isFinite)));
  if (first >= 0) return places[first];
  return Number.isFinite(value.data[0]) ? "the gradient" : "the loss";
}

function tensorsIn(output: unknown): Tensor[] {
  return output instanceof Tensor ? [output] : leavesOf(output as ParameterTree<Tensor>);
}
