import { reshape } from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";

/**
 * All axes after the first as one.
 *
 * @example
 * flatten().outputShape([3, 8, 8]); // [192]
 */
export function flatten(): Layer {
  return defineLayer(
    "flatten",
    {},
    {
      outputShape: (input) => [input.reduce((size, length) => size * length, 1)],
      parameters: () => ({}),
      apply: (_parameters, x) => reshape(x, [x.shape[0], -1]),
    },
  );
}
