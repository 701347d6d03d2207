import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { type ActivationName, activation as activationLayer, checkActivation } from "../layers/activation.js";
import { convolution } from "../layers/convolution.js";
import type { Layer } from "../layers/layer.js";
import { groupNorm } from "../layers/normalization.js";
import { withInput } from "../layers/parallel.js";
import { maxPool } from "../layers/pooling.js";
import { sequential } from "../layers/sequential.js";
import { upsample } from "../layers/upsample.js";

/** Options of `unet`. */
export interface UnetOptions {
  /** Channels on the finest level; each coarser one has twice as many. */
  readonly channels: number;
  /** Channels of the output. */
  readonly outputs: number;
  /** How often lengths are halved, which must divide by 2 as often; 2 unless given. */
  readonly levels?: number;
  /** Groups of a group norm after each convolution; no norm unless given. */
  readonly groups?: number;
  /** "relu" unless given. */
  readonly activation?: ActivationName;
}

/**
 * A U-Net over one, two or more spatial axes: two convolutions on each level, the way down by max pooling, the way up by
 * repetition beside what the level had before.
 *
 * @example
 * unet({ channels: 8, outputs: 1 }).outputShape([3, 64, 64]); // [1, 64, 64]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where lengths do not divide by 2 often enough
 * @see Ronneberger, Fischer & Brox, U-Net, MICCAI (2015), figure 1
 */
export function unet(options: UnetOptions): Layer {
  checkOptions("unet", options, ["channels", "outputs", "levels", "groups", "activation"]);
  const { channels, outputs, levels = 2, groups, activation = "relu" } = options;
  for (const [name, value] of Object.entries({ channels, outputs, levels })) checkWhole("unet", name, value, 1);
  checkActivation("unet", activation);
  const twice = (width: number) => [0, 1].flatMap(() => normalizedConvolution(width, activation, groups));
  let inner = sequential(twice(channels * 2 ** levels));
  for (let level = levels - 1; level >= 0; level--) {
    const width = channels * 2 ** level;
    const below = sequential([maxPool({ window: 2 }), inner, upsample({ factor: 2 })]);
    inner = sequential([...twice(width), withInput(below), ...twice(width)]);
  }
  return sequential([inner, convolution({ channels: outputs, kernel: 1 })]);
}

/** A convolution that keeps the lengths, a norm where groups are given, and the activation. */
function normalizedConvolution(channels: number, activation: ActivationName, groups?: number): Layer[] {
  if (groups === undefined) return [convolution({ channels, kernel: 3, activation })];
  return [convolution({ channels, kernel: 3 }), groupNorm({ groups }), activationLayer({ function: activation })];
}
