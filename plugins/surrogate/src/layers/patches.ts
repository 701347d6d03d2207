import { checkOptions } from "@mesoscope/sdk";
import { permuteAxes, reshape } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis, type PerAxis, perAxis, spatialLengths } from "./spatial.js";

/**
 * Cuts [channels, …lengths] into patches that touch: [places, features], each place a patch with all its entries.
 *
 * A sequence [time, features] is cut along time after `exchangeAxes`.
 *
 * @param options `size`: lengths of a patch, which must divide those of the input
 *
 * @example
 * patches({ size: 4 }).outputShape([3, 16, 16]); // [16, 48]
 *
 * @throws ValueError BAD_OPTION
 * @see Dosovitskiy et al., An image is worth 16x16 words, ICLR (2021), section 3.1
 */
export function patches(options: { readonly size: PerAxis }): Layer {
  checkOptions("patches", options, ["size"]);
  checkPerAxis("patches", "size", options.size, 1);
  return defineLayer("patches", options, {
    outputShape(input) {
      const lengths = spatialLengths("patches", input, options.size);
      const size = perAxis(options.size, lengths.length);
      if (lengths.some((length, i) => length % size[i] !== 0)) {
        throw chainError("patches", input, `Give lengths that divide by the patches' ${size.join(" and ")}.`);
      }
      const places = lengths.reduce((count, length, i) => (count * length) / size[i], 1);
      return [places, size.reduce((product, length) => product * length, input[0])];
    },
    parameters: () => ({}),
    apply(_parameters, x) {
      const [n, channels, ...lengths] = x.shape;
      const size = perAxis(options.size, lengths.length);
      const split = reshape(x, [n, channels, ...lengths.flatMap((length, i) => [length / size[i], size[i]])]);
      const outer = lengths.map((_, i) => 2 + 2 * i);
      const inner = lengths.map((_, i) => 3 + 2 * i);
      const features = size.reduce((product, length) => product * length, channels);
      return reshape(permuteAxes(split, [0, ...outer, 1, ...inner]), [n, -1, features]);
    },
  });
}
