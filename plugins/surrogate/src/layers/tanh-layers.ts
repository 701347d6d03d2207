import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, matmul, type Tensor, tanh } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { startingWeights } from "./starting-weights.js";

/** Options of `tanhLayers`. */
export interface TanhLayersOptions {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** Units of the output. */
  readonly outputs: number;
}

type LayerParameters = { readonly weights: Tensor; readonly bias: Tensor };

/** Biases of the first layer start uniform up to this size, so that the units bend at different places of [-1, 1]. */
const firstReach = 1;
const hiddenReach = 0.1;

/**
 * Dense layers with tanh between them, along the last axis, as fields of physics-informed networks are made of: smooth,
 * and with biases that start at random, so that units differ from the first step.
 *
 * @example
 * tanhLayers({ hidden: [20, 20], outputs: 1 }).outputShape([2]); // [1]
 *
 * @throws ValueError BAD_OPTION
 */
export function tanhLayers(options: TanhLayersOptions): Layer {
  checkOptions("tanhLayers", options, ["hidden", "outputs"]);
  const { hidden, outputs } = options;
  for (const units of hidden) checkWhole("tanhLayers", "hidden", units, 1);
  checkWhole("tanhLayers", "outputs", outputs, 1);
  const widths = [...hidden, outputs];
  return defineLayer("tanhLayers", options, {
    outputShape: (input) => {
      if (!(input.at(-1)! >= 1))
        throw chainError("tanhLayers", input, "Give at least one feature along the last axis.");
      return input.with(-1, outputs);
    },
    parameters: (input, stream) =>
      widths.map((units, k) => {
        const inputs = k === 0 ? input.at(-1)! : widths[k - 1]!;
        const reach = k === hidden.length ? 0 : k === 0 ? firstReach : hiddenReach;
        return {
          weights: startingWeights(stream, [inputs, units], { inputs, outputs: units }),
          bias: stream.uniforms(units).map((share) => reach * (2 * share - 1)),
        };
      }),
    apply: (parameters: readonly LayerParameters[], x) =>
      parameters.reduce((value, { weights, bias }, k) => {
        const sum = add(matmul(value, weights), bias);
        return k === hidden.length ? sum : tanh(sum);
      }, x),
  });
}
