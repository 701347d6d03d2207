import { zeros } from "@mesoscope/core";
import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { transposedConvolution as spread, type Tensor } from "@mesoscope/tensor";
import { type ActivationName, activate, checkActivation } from "./activation.js";
import { withBias } from "./convolution.js";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis, type PerAxis, perAxis, spatialLengths } from "./spatial.js";
import { startingWeights } from "./starting-weights.js";

/** Options of `transposedConvolution`. */
export interface TransposedConvolutionOptions {
  /** Channels of the output. */
  readonly channels: number;
  /** By how much each length grows; also the length of the kernel, so that its places touch and do not overlap. */
  readonly factor: PerAxis;
  /** "identity" unless given. */
  readonly activation?: ActivationName;
}

type TransposedParameters = { readonly weights: Tensor; readonly bias: Tensor };

/**
 * A learned enlargement: every entry becomes a patch. [inputs, …lengths] to [channels, …factor · lengths].
 *
 * @example
 * transposedConvolution({ channels: 4, factor: 2 }).outputShape([8, 16, 16]); // [4, 32, 32]
 *
 * @throws ValueError BAD_OPTION
 * @see Odena et al., Deconvolution and checkerboard artifacts, Distill (2016): why kernels must not overlap unevenly
 */
export function transposedConvolution(options: TransposedConvolutionOptions): Layer {
  const owner = "transposedConvolution";
  checkOptions(owner, options, ["channels", "factor", "activation"]);
  const { channels, factor, activation = "identity" } = options;
  checkWhole(owner, "channels", channels, 1);
  checkPerAxis(owner, "factor", factor, 1);
  checkActivation(owner, activation);
  return defineLayer(owner, options, {
    outputShape(input) {
      const lengths = spatialLengths(owner, input, factor);
      return [channels, ...perAxis(factor, lengths.length).map((times, i) => times * lengths[i])];
    },
    parameters(input, stream) {
      const shape = [input[0], channels, ...perAxis(factor, input.length - 1)];
      const fans = { inputs: input[0], outputs: channels };
      return { weights: startingWeights(stream, shape, fans, activation), bias: zeros([channels]) };
    },
    apply({ weights, bias }: TransposedParameters, x, { changeSums }) {
      const sums = withBias(spread(x, weights, { strides: factor }), bias);
      const axes = { sums: 1, weights: 1 };
      return activate(activation, changeSums?.(sums, { weights, bias, axes }) ?? sums);
    },
  });
}
