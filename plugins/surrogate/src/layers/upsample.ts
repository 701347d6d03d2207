import { checkOptions } from "@mesoscope/sdk";
import { broadcast, reshape } from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis, type PerAxis, perAxis, spatialLengths } from "./spatial.js";

/** Options of `upsample`. */
export interface UpsampleOptions {
  /** By how much each length grows. */
  readonly factor: PerAxis;
}

/**
 * Every entry repeated along the spatial axes: [channels, …lengths] to [channels, …factor · lengths].
 *
 * @example
 * upsample({ factor: 2 }).outputShape([8, 16, 16]); // [8, 32, 32]
 *
 * @throws ValueError BAD_OPTION
 */
export function upsample(options: UpsampleOptions): Layer {
  checkOptions("upsample", options, ["factor"]);
  const { factor } = options;
  checkPerAxis("upsample", "factor", factor, 1);
  return defineLayer("upsample", options, {
    outputShape(input) {
      const lengths = spatialLengths("upsample", input, factor);
      return [input[0], ...perAxis(factor, lengths.length).map((times, i) => times * lengths[i])];
    },
    parameters: () => ({}),
    apply(_parameters, x) {
      const [n, channels, ...lengths] = x.shape;
      const times = perAxis(factor, lengths.length);
      const split = reshape(x, [n, channels, ...lengths.flatMap((length) => [length, 1])]);
      const repeated = broadcast(split, [n, channels, ...lengths.flatMap((length, i) => [length, times[i]])]);
      return reshape(repeated, [n, channels, ...lengths.map((length, i) => length * times[i])]);
    },
  });
}
