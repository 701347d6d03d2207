import { NDArray } from "@mesoscope/core";
import { broadcast, concatenate, tensor } from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";
import { spatialLengths } from "./spatial.js";

/**
 * Appends a channel for each spatial axis of [channels, …lengths] with the position along it, from 0 to below 1.
 *
 * @example
 * coordinates().outputShape([1, 64, 64]); // [3, 64, 64]
 *
 * @see Liu et al., An intriguing failing of convolutional neural networks and the CoordConv solution, NeurIPS (2018)
 */
export function coordinates(): Layer {
  return defineLayer(
    "coordinates",
    {},
    {
      outputShape(input) {
        const lengths = spatialLengths("coordinates", input);
        return [input[0] + lengths.length, ...lengths];
      },
      parameters: () => ({}),
      apply(_parameters, x) {
        const [n, , ...lengths] = x.shape;
        const channels = lengths.map((length, axis) => {
          const along = lengths.map((_, i) => (i === axis ? length : 1));
          const values = new NDArray(
            Float64Array.from({ length }, (_, i) => i / length),
            [1, 1, ...along],
          );
          return broadcast(tensor(values), [n, 1, ...lengths]);
        });
        return concatenate([x, ...channels], 1);
      },
    },
  );
}
