import { type RandomStream, randomStream } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import type { Tensor } from "@mesoscope/tensor";
import type { Layer } from "../layers/layer.js";
import { flatParameters } from "../training/flat-parameters.js";

/** A layer from coordinates to fields as a function of one vector of parameters. */
export interface FieldNetwork {
  /** How many parameters it has. */
  readonly size: number;
  /** Where the search starts. */
  initial(stream: RandomStream): Float64Array;
  /** The outputs, of shape [n, fields], for coordinates scaled to [-1, 1], of shape [n, d]; further parameters are left out. */
  apply(parameters: Tensor, scaled: Tensor): Tensor;
}

/**
 * Takes a layer from `inputs` coordinates to `outputs` fields.
 *
 * @throws ShapeError SHAPE_MISMATCH where it is none
 */
export function fieldNetwork(owner: string, layer: Layer, inputs: number, outputs: number): FieldNetwork {
  const given = layer.outputShape([inputs]);
  if (given.join() !== String(outputs)) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the network makes [${given.join(", ")}] of ${inputs} coordinates but there are ${outputs} fields. Give a layer with that many outputs.`,
    );
  }
  const start = (stream: RandomStream) => flatParameters(layer.parameters([inputs], stream));
  const form = start(randomStream(0));
  return {
    size: form.vector.size,
    initial: (stream) => start(stream).vector.data,
    apply: (parameters, scaled) => layer.apply(form.tensors(parameters), scaled, { training: false }),
  };
}
