import { zeros } from "@mesoscope/core";
import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, matmul, type Tensor } from "@mesoscope/tensor";
import { type ActivationName, activate, checkActivation } from "./activation.js";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { startingWeights } from "./starting-weights.js";

/** Options of `dense`. */
export interface DenseOptions {
  /** Length of the last axis of the output. */
  readonly units: number;
  /** Applied to each output, "identity" unless given; it also decides how strong the weights are at the start. */
  readonly activation?: ActivationName;
}

type DenseParameters = { readonly weights: Tensor; readonly bias: Tensor };

/**
 * `activation(x W + b)` along the last axis: [..., features] to [..., units].
 *
 * @example
 * dense({ units: 8, activation: "relu" }).outputShape([5, 3]); // [5, 8]
 *
 * @throws ValueError BAD_OPTION
 */
export function dense(options: DenseOptions): Layer {
  checkOptions("dense", options, ["units", "activation"]);
  const { units, activation = "identity" } = options;
  checkWhole("dense", "units", units, 1);
  checkActivation("dense", activation);
  return defineLayer("dense", options, {
    outputShape: (input) => {
      if (!(input.at(-1)! >= 1)) throw chainError("dense", input, "Give at least one feature along the last axis.");
      return input.with(-1, units);
    },
    parameters: (input, stream) => {
      const inputs = input.at(-1)!;
      const fans = { inputs, outputs: units };
      return { weights: startingWeights(stream, [inputs, units], fans, activation), bias: zeros([units]) };
    },
    apply({ weights, bias }: DenseParameters, x, { changeSums }) {
      const sums = add(matmul(x, weights), bias);
      const axes = { sums: sums.shape.length - 1, weights: 1 };
      return activate(activation, changeSums?.(sums, { weights, bias, axes }) ?? sums);
    },
  });
}
