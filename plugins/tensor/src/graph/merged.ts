import { inputPrimitive } from "./leaves.js";
import { node, sharingNodes } from "./node.js";
import { inOrder } from "./order.js";
import type { Primitive } from "./primitive.js";
import type { Tensor } from "./tensor.js";

/**
 * The same results without marks of some kind, so that what a derivative computed for itself and others computed too is
 * computed once. Tensors before number `since` stay as they are.
 */
export function merged(
  outputs: readonly Tensor[],
  since: number,
  drops: (primitive: Primitive<never>) => boolean,
): Tensor[] {
  return sharingNodes(() => {
    const now = new Map<Tensor, Tensor>();
    for (const old of inOrder(outputs)) {
      if (old.id < since || old.primitive === inputPrimitive) now.set(old, old);
      else if (drops(old.primitive)) now.set(old, now.get(old.inputs[0]!)!);
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
