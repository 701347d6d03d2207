import { transpose } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";

/**
 * Exchanges the last two axes: [time, features], which recurrent layers and attention take, and [channels, length], which
 * convolutions take.
 *
 * @example
 * exchangeAxes().outputShape([50, 3]); // [3, 50]
 */
export function exchangeAxes(): Layer {
  return defineLayer(
    "exchangeAxes",
    {},
    {
      outputShape(input) {
        if (input.length < 2) throw chainError("exchangeAxes", input, "Give at least two axes.");
        return [...input.slice(0, -2), input.at(-1)!, input.at(-2)!];
      },
      parameters: () => ({}),
      apply: (_parameters, x) => transpose(x),
    },
  );
}
