import type { Tensor } from "./tensor.js";

/** All tensors that the given ones need, inputs before what is made of them. */
export function inOrder(outputs: readonly Tensor[]): Tensor[] {
  const seen = new Set(outputs);
  for (const tensor of seen) for (const input of tensor.inputs) seen.add(input);
  return [...seen].sort((a, b) => a.id - b.id);
}
