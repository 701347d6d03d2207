import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import type { ActivationName } from "./activation.js";
import { dense } from "./dense.js";
import { dropout } from "./dropout.js";
import type { Layer } from "./layer.js";
import { sequential } from "./sequential.js";

/** Options of `mlpLayers`. */
export interface MlpLayersOptions {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** Units of the output. */
  readonly outputs: number;
  /** After each hidden layer, "silu" unless given. */
  readonly activation?: ActivationName;
  /** Share of entries left out after each hidden layer in training; none unless given. */
  readonly dropout?: number;
}

/**
 * A multilayer perceptron along the last axis: dense layers with an activation, and a dense layer without.
 *
 * @example
 * mlpLayers({ hidden: [64, 64], outputs: 2, activation: "tanh" }).outputShape([3]); // [2]
 *
 * @throws ValueError BAD_OPTION
 */
export function mlpLayers(options: MlpLayersOptions): Layer {
  checkOptions("mlpLayers", options, ["hidden", "outputs", "activation", "dropout"]);
  const { hidden, outputs, activation = "silu", dropout: share } = options;
  checkHidden("mlpLayers", hidden);
  const left = share === undefined ? [] : [dropout({ share })];
  return sequential([...hidden.flatMap((units) => [dense({ units, activation }), ...left]), dense({ units: outputs })]);
}

/** @throws ValueError BAD_OPTION unless `hidden` is a list of whole numbers from 1 */
export function checkHidden(owner: string, hidden: readonly number[]): void {
  if (!Array.isArray(hidden)) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: hidden is ${String(hidden)}. Give a list of units, such as [64, 64].`,
    );
  }
  for (const units of hidden) checkWhole(owner, "hidden", units, 1);
}
