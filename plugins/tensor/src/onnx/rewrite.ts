import { node, sharingNodes } from "../graph/node.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import type { Graph } from "../graph/trace.js";

/** Other primitives that compute the same as one. */
// biome-ignore lint/suspicious/noExplicitAny: each rewrite knows the attributes of its primitive
export type Rewrite = (inputs: readonly Tensor[], attributes: any) => Tensor | undefined;

/** The graph with primitives replaced by what computes the same, until none of `rewrites` applies. */
export function rewrite(graph: Graph, rewrites: Readonly<Record<string, Rewrite>>): Graph {
  return sharingNodes(() => {
    const now = new Map<Tensor, Tensor>(graph.inputs.map((input) => [input, input]));
    for (const old of inOrder(graph.outputs)) {
      if (now.has(old)) continue;
      const inputs = old.inputs.map((input) => now.get(input)!);
      const other = rewrites[old.primitive.name]?.(inputs, old.attributes);
      now.set(old, other ?? node(old.primitive, inputs, old.attributes, old));
    }
    return { inputs: graph.inputs, outputs: graph.outputs.map((output) => now.get(output)!) };
  });
}
