import { checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { concatenate, cos, matmul, sin, type Tensor } from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `fourierFeatures`. */
export interface FourierFeaturesOptions {
  /** How many waves; the output has a cosine and a sine of each. */
  readonly waves: number;
  /** Standard deviation of the wave numbers, in radians per unit of the input; 2π unless given. */
  readonly scale?: number;
}

/**
 * Cosines and sines of random waves through the inputs: [..., features] to [..., 2 waves]. Networks see fine structure
 * sooner in them than in the inputs; the wave numbers are trained along.
 *
 * @example
 * fourierFeatures({ waves: 16 }).outputShape([2]); // [32]
 *
 * @throws ValueError BAD_OPTION
 * @see Tancik et al., Fourier features let networks learn high frequency functions, NeurIPS (2020), section 3
 */
export function fourierFeatures(options: FourierFeaturesOptions): Layer {
  checkOptions("fourierFeatures", options, ["waves", "scale"]);
  const { waves, scale = 2 * Math.PI } = options;
  checkWhole("fourierFeatures", "waves", waves, 1);
  checkPositive("fourierFeatures", "scale", scale);
  return defineLayer("fourierFeatures", options, {
    outputShape: (input) => input.with(-1, 2 * waves),
    parameters: (input, stream) => ({ waveNumbers: stream.normals([input.at(-1)!, waves]).map((k) => scale * k) }),
    apply: ({ waveNumbers }: { readonly waveNumbers: Tensor }, x) => wavesThrough(x, waveNumbers),
  });
}

/** Cosines and sines of waves whose numbers are the columns of [features, waves], of shape [..., 2 waves]. */
export function wavesThrough(x: Tensor, waveNumbers: Tensor): Tensor {
  const angles = matmul(x, waveNumbers);
  return concatenate([cos(angles), sin(angles)], -1);
}
