import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { convolution } from "../layers/convolution.js";
import type { Layer } from "../layers/layer.js";
import { parallel } from "../layers/parallel.js";
import { sequential } from "../layers/sequential.js";
import { upsample } from "../layers/upsample.js";

/** Options of `featurePyramid`. */
export interface FeaturePyramidOptions {
  /** Channels of each level of the way down, from fine to coarse; each level after the first halves the lengths. */
  readonly channels: readonly number[];
  /** Channels in which all levels are added, and of the result. */
  readonly outputs: number;
}

/**
 * A feature pyramid: coarse levels, which know what is there, are enlarged and added to fine ones, which know where. The
 * result has the lengths of the input, which must divide by 2 once less than there are levels.
 *
 * @example
 * featurePyramid({ channels: [8, 16, 32], outputs: 8 }).outputShape([1, 64, 64]); // [8, 64, 64]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH
 * @see Lin et al., Feature pyramid networks for object detection, CVPR (2017), figure 3
 */
export function featurePyramid(options: FeaturePyramidOptions): Layer {
  checkOptions("featurePyramid", options, ["channels", "outputs"]);
  const { channels, outputs } = options;
  for (const width of channels) checkWhole("featurePyramid", "channels", width, 1);
  const levelFrom = (level: number): Layer => {
    const down = convolution({
      channels: channels[level],
      kernel: 3,
      strides: level === 0 ? 1 : 2,
      activation: "relu",
    });
    const lateral = convolution({ channels: outputs, kernel: 1 });
    if (level === channels.length - 1) return sequential([down, lateral]);
    const coarser = sequential([levelFrom(level + 1), upsample({ factor: 2 })]);
    return sequential([down, parallel({ branches: [lateral, coarser], join: "add" })]);
  };
  return sequential([levelFrom(0), convolution({ channels: outputs, kernel: 3 })]);
}
