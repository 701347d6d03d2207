import { checkNumber, checkOptions, ValueError } from "@mesoscope/sdk";
import { cast, less, multiply, uniform } from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `dropout`. */
export interface DropoutOptions {
  /** Share of entries that are left out, from 0 to below 1. */
  readonly share: number;
}

/**
 * In training, sets a random share of the entries to zero and raises the others so that their mean stays; in prediction it
 * does nothing.
 *
 * @example
 * dropout({ share: 0.1 }).outputShape([8]); // [8]
 *
 * @throws ValueError BAD_OPTION; `apply`: ValueError NO_KEY in training without a key
 * @see Srivastava et al., Dropout, Journal of Machine Learning Research 15 (2014)
 */
export function dropout(options: DropoutOptions): Layer {
  checkOptions("dropout", options, ["share"]);
  const { share } = options;
  checkNumber("dropout", "share", share, "a number from 0 to below 1", (value) => value >= 0 && value < 1);
  return defineLayer("dropout", options, {
    outputShape: (input) => input,
    parameters: () => ({}),
    apply: (_parameters, x, { training, key }) => {
      if (!training || share === 0) return x;
      if (!key) throw new ValueError("NO_KEY", "dropout: the context has no key. Give one, another in each step.");
      const kept = cast(less(uniform(key, x.shape), 1 - share), "real");
      return multiply(multiply(kept, 1 / (1 - share)), x);
    },
  });
}
