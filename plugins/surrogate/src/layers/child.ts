import { add, floor, multiply, subtract, type Tensor } from "@mesoscope/tensor";
import type { Context, Layer } from "./layer.js";
import type { ParameterTree } from "./parameter-tree.js";

/** Keys lie below this power of two, so that the arithmetic on them is exact in 32-bit numbers. */
export const keyCount = 2 ** 18;

/** What a network calls its `index`-th layer in errors. */
export function placeOf(index: number, { name }: { readonly name: string }): string {
  return `layer ${index + 1} (${name})`;
}

/** Applies a layer of a network, with a key of its own. */
export function applyChild<In, Out>(
  layer: Layer<In, Out>,
  index: number,
  parameters: ParameterTree<Tensor>,
  x: In,
  context: Context,
): Out {
  const place = context.place ? `${context.place}, ${placeOf(index, layer)}` : placeOf(index, layer);
  const key = context.key && childKey(context.key, index);
  const output = layer.apply(parameters, x, { ...context, place, key });
  context.watch?.(place, output);
  return output;
}

/** Another key for each child: a step of a linear congruential generator of full period, with an increment per child. */
export function childKey(key: Tensor, index: number): Tensor {
  const grown = add(multiply(key, 61), 14 * index + 1);
  return subtract(grown, multiply(floor(multiply(grown, 1 / keyCount)), keyCount));
}
