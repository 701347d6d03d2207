import { checkOptions } from "@mesoscope/sdk";
import { type MlpLayersOptions, mlpLayers } from "../layers/mlp-layers.js";
import {
  estimatorOf,
  type NetworkTrainingOptions,
  type NeuralNetwork,
  networkTrainingOptions,
} from "./neural-network.js";

/** Options of `mlp`. */
export interface MlpOptions extends Omit<MlpLayersOptions, "outputs" | "hidden">, NetworkTrainingOptions {
  /** Units of each hidden layer, [64, 64] unless given. */
  readonly hidden?: readonly number[];
}

/**
 * Regression by a multilayer perceptron: X of shape [n, d] or [n], y of shape [n] or [n, outputs]. Both are standardised.
 *
 * @example
 * const X = Array.from({ length: 60 }, (_, i) => i / 20 - 1.5);
 * const model = await mlp({ hidden: [16], epochs: 5 }).fit(X, X.map((x) => x * x));
 * model.predict([0.1]).shape; // [1]
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 */
export function mlp(options: MlpOptions = {}): NeuralNetwork {
  checkOptions("mlp", options, ["hidden", "activation", "dropout", ...networkTrainingOptions]);
  const { hidden = [64, 64], activation, dropout, ...training } = options;
  const layers = { hidden, ...(activation && { activation }), ...(dropout !== undefined && { dropout }) };
  mlpLayers({ ...layers, outputs: 1 });
  return estimatorOf(
    { name: "mlp", options: training, channelAxis: 1, networkFor: ([outputs]) => mlpLayers({ ...layers, outputs }) },
    options,
  );
}
