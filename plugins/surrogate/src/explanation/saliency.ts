import { checkOptions } from "@mesoscope/sdk";
import { abs, compile, type DeviceOptions } from "@mesoscope/tensor";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { type Attribution, type Explained, rowGradient } from "./attribution.js";

/**
 * How steeply a prediction rises or falls with each entry of the input, at the input: absolute gradients.
 *
 * @param f one number per row, for inputs of shape [n, …] or lists and objects of such
 *
 * @example
 * import { multiply, sum } from "@mesoscope/tensor";
 *
 * const steep = saliency((x) => sum(multiply(x, [3, -2]), 1));
 * (await steep([[10, 20]])).data; // [3, 2]
 *
 * @throws ValueError BAD_OPTION, NO_DEVICE; ShapeError NOT_SCALAR where f gives more than one number per row
 * @see Simonyan, Vedaldi & Zisserman, Deep inside convolutional networks (2014), section 3
 */
export function saliency<T>(f: Explained<T>, options: DeviceOptions = {}): Attribution<T> {
  checkOptions("saliency", options, ["device", "precision"]);
  return compile((x: T) => {
    const slopes = rowGradient("saliency", f, x);
    return mapLeaves(slopes as ParameterTree<ReturnType<Explained<T>>>, (slope) => abs(slope)) as T;
  }, options) as Attribution<T>;
}
