import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { convolution } from "../layers/convolution.js";
import type { Layer } from "../layers/layer.js";
import { parallel } from "../layers/parallel.js";
import { sequential } from "../layers/sequential.js";
import { checkPerAxis } from "../layers/spatial.js";

/** Options of `aspp`. */
export interface AsppOptions {
  /** Channels of each branch and of the result. */
  readonly channels: number;
  /** How far apart the taps of each branch's 3-kernel lie, [1, 2, 4] unless given. */
  readonly dilations?: readonly number[];
}

/**
 * Atrous spatial pyramid: convolutions that see details and wide surroundings side by side, fused by a convolution of
 * kernel 1. Lengths are kept.
 *
 * @example
 * aspp({ channels: 8, dilations: [1, 4, 8] }).outputShape([3, 64, 64]); // [8, 64, 64]
 *
 * @throws ValueError BAD_OPTION
 * @see Chen et al., Rethinking atrous convolution for semantic image segmentation (2017), section 3.3
 */
export function aspp(options: AsppOptions): Layer {
  checkOptions("aspp", options, ["channels", "dilations"]);
  const { channels, dilations = [1, 2, 4] } = options;
  checkWhole("aspp", "channels", channels, 1);
  checkPerAxis("aspp", "dilations", dilations, 1);
  const branches = [
    convolution({ channels, kernel: 1, activation: "relu" }),
    ...dilations.map((apart) => convolution({ channels, kernel: 3, dilations: apart, activation: "relu" })),
  ];
  return sequential([
    parallel({ branches, join: "concatenate" }),
    convolution({ channels, kernel: 1, activation: "relu" }),
  ]);
}
