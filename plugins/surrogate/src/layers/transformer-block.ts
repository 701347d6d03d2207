import { checkOptions, checkShare, checkWhole } from "@mesoscope/sdk";
import { type AttentionOptions, attention } from "./attention.js";
import { dense } from "./dense.js";
import { dropout } from "./dropout.js";
import { defineLayer, type Layer } from "./layer.js";
import { layerNorm } from "./normalization.js";
import { residual } from "./parallel.js";
import { sequential } from "./sequential.js";

/** Options of `transformerBlock`. */
export interface TransformerBlockOptions extends AttentionOptions {
  /** Units of the hidden layer after attention, four times the features unless given. */
  readonly hidden?: number;
  /** Share of entries left out in training after attention and after the hidden layer; none unless given. */
  readonly dropout?: number;
}

/**
 * Attention and a small network at each place, each after a layer norm and added to its input ("pre-norm", which trains
 * without warm-up).
 *
 * @example
 * transformerBlock({ heads: 4 }).outputShape([16, 32]); // [16, 32]
 *
 * @throws ValueError BAD_OPTION
 * @see Xiong et al., On layer normalization in the transformer architecture, ICML (2020), figure 1b
 */
export function transformerBlock(options: TransformerBlockOptions): Layer {
  const owner = "transformerBlock";
  checkOptions(owner, options, ["heads", "causal", "hidden", "dropout"]);
  const { heads, causal = false, hidden, dropout: share } = options;
  if (hidden !== undefined) checkWhole(owner, "hidden", hidden, 1);
  if (share !== undefined) checkShare(owner, "dropout", share);
  const left = share === undefined ? [] : [dropout({ share })];
  const inner = (features: number) =>
    sequential([
      residual(sequential([layerNorm(), attention({ heads, causal }), ...left])),
      residual(
        sequential([
          layerNorm(),
          dense({ units: hidden ?? 4 * features, activation: "gelu" }),
          dense({ units: features }),
          ...left,
        ]),
      ),
    ]);
  return defineLayer(owner, options, {
    outputShape: (input) => inner(input.at(-1) ?? 0).outputShape(input),
    parameters: (input, stream) => inner(input.at(-1)!).parameters(input, stream),
    apply: (parameters, x, context) => inner(x.shape.at(-1)!).apply(parameters, x, context),
  });
}
