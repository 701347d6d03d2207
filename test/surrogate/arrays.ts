import { type NDArray, randomStream } from "@mesoscope/core";
import type { Layer } from "@mesoscope/surrogate";
import { evaluate, type Tensor } from "@mesoscope/tensor";

// biome-ignore lint/suspicious/noExplicitAny: layers take and give tensors, and trees of them
type AnyLayer = Layer<any, any>;

/** A layer with drawn parameters as a function of arrays; shapes are those of the first call. */
// biome-ignore lint/suspicious/noExplicitAny: arrays, and trees of them
export function onArrays(layer: AnyLayer, seed = 1): (x: any) => any {
  let parameters: unknown;
  return (x) => {
    parameters ??= layer.parameters(rowShapes(x), randomStream(seed));
    return evaluate(
      (tree: Tensor, given: Tensor) => layer.apply(tree, given, { training: false }),
      parameters as never,
      x,
    );
  };
}

/** Normal numbers. */
export function drawn(shape: readonly number[], seed = 7): NDArray {
  return randomStream(seed).normals(shape);
}

// biome-ignore lint/suspicious/noExplicitAny: arrays, and trees of them
function rowShapes(x: any): any {
  if (Array.isArray(x.shape)) return x.shape.slice(1);
  return Object.fromEntries(Object.entries(x).map(([name, part]) => [name, rowShapes(part)]));
}
