import { zerosLike } from "../graph/leaves.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";

/** Tangents of `outputs` from those of `inputs`, in one pass forwards over what lies between them. */
export function pushForward(
  inputs: readonly Tensor[],
  tangents: readonly Tensor[],
  outputs: readonly Tensor[],
): Tensor[] {
  const found = new Map<Tensor, Tensor | undefined>(inputs.map((input, i) => [input, tangents[i]]));
  for (const tensor of inOrder(outputs)) {
    if (found.has(tensor) || !tensor.primitive.forward) continue;
    const given = tensor.inputs.map((input) => found.get(input));
    if (given.some((tangent) => tangent !== undefined)) found.set(tensor, tensor.primitive.forward(tensor, given));
  }
  return outputs.map((output) => found.get(output) ?? zerosLike(output));
}
