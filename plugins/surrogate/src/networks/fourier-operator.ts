import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { type ActivationName, activation as activationLayer, checkActivation } from "../layers/activation.js";
import { convolution } from "../layers/convolution.js";
import { coordinates } from "../layers/coordinates.js";
import type { Layer } from "../layers/layer.js";
import { parallel } from "../layers/parallel.js";
import { sequential } from "../layers/sequential.js";
import type { PerAxis } from "../layers/spatial.js";
import { spectralConvolution } from "../layers/spectral-convolution.js";

/** Options of `fourierOperator`. */
export interface FourierOperatorOptions {
  /** Channels inside. */
  readonly channels: number;
  /** Waves kept along each axis. */
  readonly modes: PerAxis;
  /** Channels of the output. */
  readonly outputs: number;
  /** Spectral layers, 4 unless given. */
  readonly blocks?: number;
  /** "gelu" unless given. */
  readonly activation?: ActivationName;
}

/**
 * A Fourier neural operator over one, two or more spatial axes: from fields on a grid, with their coordinates, to fields on
 * that grid. What was trained on one grid runs on others.
 *
 * @example
 * fourierOperator({ channels: 16, modes: 8, outputs: 1 }).outputShape([1, 64, 64]); // [1, 64, 64]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where a grid is too coarse for the modes
 * @see Li et al., Fourier neural operator for parametric partial differential equations, ICLR (2021), figure 2
 */
export function fourierOperator(options: FourierOperatorOptions): Layer {
  const owner = "fourierOperator";
  checkOptions(owner, options, ["channels", "modes", "outputs", "blocks", "activation"]);
  const { channels, modes, outputs, blocks = 4, activation = "gelu" } = options;
  checkWhole(owner, "blocks", blocks, 1);
  checkActivation(owner, activation);
  const block = parallel({
    branches: [spectralConvolution({ channels, modes }), convolution({ channels, kernel: 1 })],
    join: "add",
  });
  const last = blocks - 1;
  return sequential([
    coordinates(),
    convolution({ channels, kernel: 1 }),
    ...Array.from({ length: blocks }, (_, i) => [
      block,
      ...(i < last ? [activationLayer({ function: activation })] : []),
    ]).flat(),
    convolution({ channels: 4 * channels, kernel: 1, activation }),
    convolution({ channels: outputs, kernel: 1 }),
  ]);
}
