import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { dense } from "../layers/dense.js";
import { exchangeAxes } from "../layers/exchange-axes.js";
import type { Layer } from "../layers/layer.js";
import { layerNorm } from "../layers/normalization.js";
import { parallel } from "../layers/parallel.js";
import { patches } from "../layers/patches.js";
import { globalMean } from "../layers/pooling.js";
import { positions } from "../layers/positions.js";
import { sequential } from "../layers/sequential.js";
import { checkPerAxis } from "../layers/spatial.js";
import { type TransformerBlockOptions, transformerBlock } from "../layers/transformer-block.js";

/** Options of `transformer`. */
export interface TransformerOptions extends TransformerBlockOptions {
  /** Features at each place. */
  readonly features: number;
  readonly blocks: number;
  /** Numbers in the output. */
  readonly outputs: number;
  /**
   * Steps of time in one patch, which is one place, and must divide those of the input; 1 unless given. Several make one
   * encoder each, whose views of short and long stretches are put together.
   */
  readonly patch?: number | readonly number[];
}

/**
 * A transformer encoder for sequences [time, features]: patches of time, their positions, blocks of attention, and a dense
 * layer on the mean over all places.
 *
 * @example
 * transformer({ features: 32, heads: 4, blocks: 2, outputs: 1, patch: [4, 16] }).outputShape([64, 3]); // [1]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where patches do not divide the time
 * @see Nie et al., A time series is worth 64 words, ICLR (2023), figure 1; Vaswani et al., NeurIPS (2017)
 */
export function transformer(options: TransformerOptions): Layer {
  const owner = "transformer";
  checkOptions(owner, options, ["features", "blocks", "outputs", "patch", "heads", "causal", "hidden", "dropout"]);
  const { features, blocks, outputs, patch = 1, ...block } = options;
  for (const [name, value] of Object.entries({ features, blocks, outputs })) checkWhole(owner, name, value, 1);
  checkPerAxis(owner, "patch", patch, 1);
  const encoder = (size: number) =>
    sequential([
      exchangeAxes(),
      patches({ size: [size] }),
      dense({ units: features }),
      positions(),
      ...Array.from({ length: blocks }, () => transformerBlock(block)),
      layerNorm(),
      globalMean({ over: "time" }),
    ]);
  const branches = [patch].flat().map(encoder);
  return sequential([
    branches.length === 1 ? branches[0] : parallel({ branches, join: "concatenate" }),
    dense({ units: outputs }),
  ]);
}
