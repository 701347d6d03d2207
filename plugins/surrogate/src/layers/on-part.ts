import { checkOptions, ShapeError } from "@mesoscope/sdk";
import type { Shape, Tensor } from "@mesoscope/tensor";
import { applyChild } from "./child.js";
import { defineLayer, type Layer, type Shapes } from "./layer.js";

/** Options of `onPart`. */
export interface OnPartOptions {
  /** Name of a tensor of the input, such as "nodes" of a graph. */
  readonly part: string;
  readonly layer: Layer;
}

/**
 * Applies a layer to one of several tensors, and leaves the others as they are.
 *
 * @example
 * const shapes = onPart({ part: "nodes", layer: dense({ units: 8 }) }).outputShape({ nodes: [10, 3], edges: [20, 2] });
 * shapes.nodes; // [10, 8]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where there is no such part
 */
export function onPart<T extends object>(options: OnPartOptions): Layer<T, T> {
  checkOptions("onPart", options, ["part", "layer"]);
  const { part, layer } = options;
  return defineLayer<T, T>("onPart", options, {
    outputShape: (input) => ({ ...input, [part]: layer.outputShape(shapeOf(input, part)) }),
    parameters: (input, stream) => layer.parameters(shapeOf(input, part), stream),
    apply: (parameters, x, context) => ({
      ...x,
      [part]: applyChild(layer, 0, parameters, (x as Record<string, Tensor>)[part], context),
    }),
  });
}

/**
 * One of several tensors alone.
 *
 * @example
 * onlyPart({ part: "nodes" }).outputShape({ nodes: [10, 3], edges: [20, 2] }); // [10, 3]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where there is no such part
 */
export function onlyPart<T extends object>(options: { readonly part: string }): Layer<T> {
  checkOptions("onlyPart", options, ["part"]);
  return defineLayer<T>("onlyPart", options, {
    outputShape: (input) => shapeOf(input, options.part),
    parameters: () => ({}),
    apply: (_parameters, x) => (x as Record<string, Tensor>)[options.part],
  });
}

function shapeOf<T>(input: Shapes<T>, part: string): Shape {
  const shape = (input as Readonly<Record<string, Shape>>)[part];
  if (shape) return shape;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `onPart: the input has no ${part}. It has ${Object.keys(input as object).join(", ")}: name one of these.`,
  );
}
