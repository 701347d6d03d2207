import { node, sharingNodes } from "../graph/node.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import type { Graph } from "../graph/trace.js";

/** Other primitives that compute the same as one. */
// biome-ignore lint/suspicious/noExplicitAny: each rewrite knows the attributes of its primitive
type Rewrite = (inputs: readonly Tensor[], attributes: any) => Tensor | undefined;

/** Rewrites by the name of the primitive. */
export type Rewrites = Readonly<Record<string, Rewrite>>;

/** The outputs with primitives replaced by what computes the same; inputs, and tensors in `given`, stay as they are. */
export function rewrite(graph: Graph, rewrites: Rewrites, given: readonly Tensor[]): Tensor[] {
  return sharingNodes(() => {
    const now = new Map<Tensor, Tensor>([...graph.inputs, ...given].map((one) => [one, one]));
    for (const old of inOrder(graph.outputs)) {
      if (now.has(old)) continue;
      const inputs = old.inputs.map((input) => now.get(input)!);
      const other = rewrites[old.primitive.name]?.(inputs, old.attributes);
      now.set(old, other ?? node(old.primitive, inputs, old.attributes, old));
    }
    return graph.outputs.map((output) => now.get(output)!);
  });
}
