import { checkOptions } from "@mesoscope/sdk";
import { resize } from "@mesoscope/tensor";
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
      const lengths = x.shape.slice(2);
      const times = perAxis(factor, lengths.length);
      return resize(
        x,
        lengths.map((length, i) => times[i]! * length),
        "nearest",
      );
    },
  });
}
