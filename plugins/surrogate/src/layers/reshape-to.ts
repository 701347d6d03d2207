import { checkOptions } from "@mesoscope/sdk";
import { reshape } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis } from "./spatial.js";

/**
 * The same numbers of each row in another shape.
 *
 * @example
 * reshapeTo({ shape: [8, 4, 4] }).outputShape([128]); // [8, 4, 4]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where there are not as many numbers
 */
export function reshapeTo(options: { readonly shape: readonly number[] }): Layer {
  checkOptions("reshapeTo", options, ["shape"]);
  const { shape } = options;
  checkPerAxis("reshapeTo", "shape", shape, 1);
  const size = shape.reduce((product, length) => product * length, 1);
  return defineLayer("reshapeTo", options, {
    outputShape(input) {
      if (input.reduce((product, length) => product * length, 1) === size) return shape;
      throw chainError("reshapeTo", input, `Give ${size} numbers, as many as [${shape}] has.`);
    },
    parameters: () => ({}),
    apply: (_parameters, x) => reshape(x, [x.shape[0], ...shape]),
  });
}
