import type { NDArray, RandomStream } from "@mesoscope/core";
import type { Shape } from "@mesoscope/tensor";
import { type ActivationName, halvesVariance } from "./activation.js";

/** How many entries feed one output, and how many outputs one entry feeds. */
interface Fans {
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * Normal weights that keep the variance of signals from layer to layer: He's for the kin of relu, Glorot's otherwise.
 *
 * @see Glorot & Bengio, AISTATS (2010), equation 12; He et al., ICCV (2015), equation 10
 */
export function startingWeights(
  stream: RandomStream,
  shape: Shape,
  { inputs, outputs }: Fans,
  activation: ActivationName = "identity",
): NDArray {
  const variance = halvesVariance(activation) ? 2 / inputs : 2 / (inputs + outputs);
  return stream.normals(shape).map((value) => Math.sqrt(variance) * value);
}
