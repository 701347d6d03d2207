import { zerosLike } from "../graph/leaves.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import { add } from "../primitives/arithmetic.js";
import { broadcastPrimitive } from "../primitives/broadcast.js";

/** Cotangents of `inputs` from those of `outputs`, in one pass backwards over what lies between them. */
export function pullBack(
  outputs: readonly Tensor[],
  cotangents: readonly Tensor[],
  inputs: readonly Tensor[],
): Tensor[] {
  const order = inOrder(outputs);
  const between = new Set(inputs);
  for (const tensor of order) if (tensor.inputs.some((input) => between.has(input))) between.add(tensor);
  const found = new Map<Tensor, Tensor>();
  const give = (to: Tensor, more: Tensor): void => {
    const isRepeated = to.primitive === broadcastPrimitive && !inputs.includes(to);
    // Sums over what was repeated are smaller than what would be added up.
    if (isRepeated) give(to.inputs[0]!, to.primitive.backward!(to, more, [true])[0]!);
    else found.set(to, found.has(to) ? add(found.get(to)!, more) : more);
  };
  outputs.forEach((output, i) => {
    if (between.has(output)) give(output, cotangents[i]!);
  });
  for (const tensor of order.toReversed()) {
    const cotangent = found.get(tensor);
    if (!cotangent || !tensor.primitive.backward || inputs.includes(tensor)) continue;
    const needed = tensor.inputs.map((input) => between.has(input) && input.kind === "real");
    if (!needed.includes(true)) continue;
    tensor.primitive.backward(tensor, cotangent, needed).forEach((part, i) => {
      if (part && needed[i]) give(tensor.inputs[i]!, part);
    });
  }
  return inputs.map((input) => found.get(input) ?? zerosLike(input));
}
