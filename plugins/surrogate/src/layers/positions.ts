import { NDArray } from "@mesoscope/core";
import { add, tensor } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";

/** Wavelengths reach from 2π to this many times 2π. */
const longest = 10_000;

/**
 * Adds to each place of [places, features] sines and cosines of its number, so that layers that see places as a set know
 * their order.
 *
 * @example
 * positions().outputShape([16, 32]); // [16, 32]
 *
 * @see Vaswani et al., Attention is all you need, NeurIPS (2017), section 3.5
 */
export function positions(): Layer {
  return defineLayer(
    "positions",
    {},
    {
      outputShape(input) {
        if (input.length !== 2) throw chainError("positions", input, "Give [places, features].");
        return input;
      },
      parameters: () => ({}),
      apply: (_parameters, x) => add(x, tensor(waves(x.shape[1], x.shape[2]))),
    },
  );
}

function waves(places: number, features: number): NDArray {
  const values = Float64Array.from({ length: places * features }, (_, at) => {
    const [place, feature] = [Math.floor(at / features), at % features];
    const angle = place * longest ** (-(feature - (feature % 2)) / features);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
  return new NDArray(values, [places, features]);
}
