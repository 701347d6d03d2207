import { inputPrimitive, variablePrimitive } from "./leaves.js";
import { node, sharingNodes } from "./node.js";
import { inOrder } from "./order.js";
import type { Tensor } from "./tensor.js";

/**
 * The same results without the variables that were made from tensor number `since` on, so that what a derivative
 * computed for itself and others computed too is computed once. Tensors before stay as they are.
 */
export function merged(outputs: readonly Tensor[], since: number): Tensor[] {
  return sharingNodes(() => {
    const now = new Map<Tensor, Tensor>();
    for (const old of inOrder(outputs)) {
      if (old.id < since || old.primitive === inputPrimitive) now.set(old, old);
      else if (old.primitive === variablePrimitive) now.set(old, now.get(old.inputs[0]!)!);
      else
        now.set(
          old,
          node(
            old.primitive,
            old.inputs.map((input) => now.get(input)!),
            old.attributes,
            old,
          ),
        );
    }
    return outputs.map((output) => now.get(output)!);
  });
}
