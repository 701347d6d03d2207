import type { Shape, Tensor } from "@mesoscope/tensor";
import { atLayer } from "./chain-error.js";
import { applyChild, placeOf } from "./child.js";
import { defineLayer, type Layer } from "./layer.js";
import type { ParameterTree } from "./parameter-tree.js";

/** Layers whose outputs are the inputs of the next. */
// biome-ignore lint/suspicious/noExplicitAny: what lies between two layers is theirs to know
export type Chain = readonly Layer<any, any>[];

/**
 * Layers one after the other, as one layer; none at all give their input back.
 *
 * @example
 * sequential([dense({ units: 8, activation: "tanh" }), dense({ units: 1 })]).outputShape([3]); // [1]
 *
 * @throws `outputShape`, `parameters`: ShapeError SHAPE_MISMATCH, naming the layer that does not fit the one before
 */
export function sequential<In = Tensor, Out = Tensor>(layers: Chain): Layer<In, Out> {
  return defineLayer<In, Out>("sequential", layers, {
    outputShape: (input) => shapesAlong(layers, input).at(-1) as never,
    parameters: (input, stream) => {
      const shapes = shapesAlong(layers, input);
      return layers.map((layer, i) => layer.parameters(shapes[i] as Shape, stream.child(i)));
    },
    apply: (parameters: readonly ParameterTree<Tensor>[], x, context) =>
      layers.reduce<unknown>((value, layer, i) => applyChild(layer, i, parameters[i], value, context), x) as Out,
  });
}

/** The shape before each layer and after the last. */
function shapesAlong(layers: Chain, input: unknown): unknown[] {
  const shapes = [input];
  layers.forEach((layer, i) => {
    shapes.push(atLayer(placeOf(i, layer), () => layer.outputShape(shapes[i] as Shape)));
  });
  return shapes;
}
