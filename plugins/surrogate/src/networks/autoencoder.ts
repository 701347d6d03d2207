import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { convolution } from "../layers/convolution.js";
import { dense } from "../layers/dense.js";
import { flatten } from "../layers/flatten.js";
import type { Layer } from "../layers/layer.js";
import { reshapeTo } from "../layers/reshape-to.js";
import { sequential } from "../layers/sequential.js";
import { transposedConvolution } from "../layers/transposed-convolution.js";

/** Options of `autoencoder`, `imageEncoder` and `imageDecoder`. */
export interface AutoencoderOptions {
  /** Of a row: [channels, …lengths]; the lengths must divide by 2 as often as there are levels. */
  readonly shape: readonly number[];
  /** How many numbers stand for a row in between. */
  readonly latent: number;
  /** Channels on the finest level, 8 unless given; each coarser one has twice as many. */
  readonly channels?: number;
  /** How often lengths are halved, 2 unless given. */
  readonly levels?: number;
}

const known = ["shape", "latent", "channels", "levels"];

/**
 * From fields through a few numbers back to fields: `sequential([imageEncoder(…), imageDecoder(…)])`.
 *
 * @example
 * autoencoder({ shape: [1, 16, 16], latent: 4 }).outputShape([1, 16, 16]); // [1, 16, 16]
 *
 * @throws ValueError BAD_OPTION
 * @see Hinton & Salakhutdinov, Reducing the dimensionality of data with neural networks, Science 313 (2006)
 */
export function autoencoder(options: AutoencoderOptions): Layer {
  return sequential([imageEncoder(options), imageDecoder(options)]);
}

/**
 * From fields to `latent` numbers, by convolutions that halve the lengths.
 *
 * @example
 * imageEncoder({ shape: [1, 16, 16], latent: 4 }).outputShape([1, 16, 16]); // [4]
 *
 * @throws ValueError BAD_OPTION
 */
export function imageEncoder(options: AutoencoderOptions): Layer {
  const { latent, widths } = read("imageEncoder", options);
  return sequential([
    ...widths.map((channels) => convolution({ channels, kernel: 3, strides: 2, activation: "silu" })),
    flatten(),
    dense({ units: latent }),
  ]);
}

/**
 * From `latent` numbers to fields, by transposed convolutions that double the lengths.
 *
 * @example
 * imageDecoder({ shape: [1, 16, 16], latent: 4 }).outputShape([4]); // [1, 16, 16]
 *
 * @throws ValueError BAD_OPTION
 */
export function imageDecoder(options: AutoencoderOptions): Layer {
  const { shape, widths, levels } = read("imageDecoder", options);
  const coarse = [widths[levels - 1], ...shape.slice(1).map((length) => length / 2 ** levels)];
  const units = coarse.reduce((product, length) => product * length, 1);
  const finer = [...widths.slice(0, -1).reverse(), widths[0]];
  return sequential([
    dense({ units, activation: "silu" }),
    reshapeTo({ shape: coarse }),
    ...finer.map((channels) => transposedConvolution({ channels, factor: 2, activation: "silu" })),
    convolution({ channels: shape[0], kernel: 3 }),
  ]);
}

function read(owner: string, options: AutoencoderOptions) {
  checkOptions(owner, options, known);
  const { shape, latent, channels = 8, levels = 2 } = options;
  for (const [name, value] of Object.entries({ latent, channels, levels })) checkWhole(owner, name, value, 1);
  if (shape.length < 2 || shape.slice(1).some((length) => length % 2 ** levels !== 0)) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: shape is [${shape}]. Give [channels, …lengths] with lengths that divide by ${2 ** levels}.`,
    );
  }
  return { shape, latent, levels, widths: Array.from({ length: levels }, (_, level) => channels * 2 ** level) };
}
