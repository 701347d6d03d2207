import { randomStream } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { multiply, tensor } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { wavesThrough } from "./fourier-features.js";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `randomFeatures`. */
export interface RandomFeaturesOptions {
  /** How many waves; the output has a cosine and a sine of each. */
  readonly waves: number;
  /** Over which distance rows stop to be alike, in units of the input; 1 unless given. */
  readonly lengthScale?: number;
  /** Of the wave numbers; 0 unless given. */
  readonly seed?: number;
}

/**
 * Random features of a Gaussian kernel: [..., features] to [..., 2 waves], rows of length 1 whose inner products are about
 * `exp(−|x − x'|² / (2 lengthScale²))`, to `1/√waves`. A dense layer after it is about a Gaussian process. The waves are
 * those of the seed and have no parameters; `fourierFeatures` trains its own.
 *
 * @example
 * randomFeatures({ waves: 64, lengthScale: 0.5 }).outputShape([3]); // [128]
 *
 * @throws ValueError BAD_OPTION, BAD_SEED
 * @see Rahimi & Recht, Random features for large-scale kernel machines, NeurIPS 20 (2007), algorithm 1
 */
export function randomFeatures(options: RandomFeaturesOptions): Layer {
  const owner = "randomFeatures";
  checkOptions(owner, options, ["waves", "lengthScale", "seed"]);
  const { waves, lengthScale = 1, seed = 0 } = options;
  checkWhole(owner, "waves", waves, 1);
  checkPositive(owner, "lengthScale", lengthScale);
  const stream = () => randomStream(seed);
  stream();
  return defineLayer(owner, options, {
    outputShape: (input) => {
      if (!(input.at(-1)! >= 1)) throw chainError(owner, input, "Give at least one feature along the last axis.");
      return input.with(-1, 2 * waves);
    },
    parameters: () => ({}),
    apply(_parameters, x) {
      const numbers = stream().normals([x.shape.at(-1)!, waves]);
      const waveNumbers = tensor(numbers.map((value) => value / lengthScale));
      return multiply(1 / Math.sqrt(waves), wavesThrough(x, waveNumbers));
    },
  });
}
