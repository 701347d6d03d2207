import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { cast, gather, reshape, type Tensor } from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `embedding`. */
export interface EmbeddingOptions {
  /** How many different symbols there are; inputs are whole numbers from 0 to below it. */
  readonly symbols: number;
  /** Features that stand for each symbol. */
  readonly features: number;
}

/**
 * A learned row of features for each symbol: [...] to [..., features].
 *
 * @example
 * embedding({ symbols: 7, features: 3 }).outputShape([20]); // [20, 3]
 *
 * @throws ValueError BAD_OPTION
 */
export function embedding(options: EmbeddingOptions): Layer {
  checkOptions("embedding", options, ["symbols", "features"]);
  const { symbols, features } = options;
  checkWhole("embedding", "symbols", symbols, 1);
  checkWhole("embedding", "features", features, 1);
  return defineLayer("embedding", options, {
    outputShape: (input) => [...input, features],
    parameters: (_input, stream) => ({ rows: stream.normals([symbols, features]) }),
    apply: ({ rows }: { readonly rows: Tensor }, x) =>
      reshape(gather(rows, cast(reshape(x, [-1]), "integer")), [...x.shape, features]),
  });
}
