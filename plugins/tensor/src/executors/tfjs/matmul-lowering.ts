import type { Tensor } from "../../graph/tensor.js";
import { permutePrimitive } from "../../primitives/rearrange.js";
import { asReal } from "./kinds.js";
import type { Lowering, Tfjs, Value } from "./lowering.js";

export const matmulLowering: Lowering = (tf, [a, b], { inputs: [left, right], shape }) => {
  const product = tf.matMul(matrices(tf, a!), matrices(tf, b!), transposedIn(left!), transposedIn(right!));
  return tf.reshape(product, [...shape]);
};

/** The factors as they are before a transposition, which the library does on the way. */
export function factors({ inputs }: Tensor): Tensor[] {
  return inputs.map((factor) => (transposedIn(factor) ? factor.inputs[0]! : factor));
}

function transposedIn({ primitive, attributes, rank }: Tensor): boolean {
  if (primitive.name !== permutePrimitive.name) return false;
  const { axes } = attributes as { readonly axes: readonly number[] };
  return axes[rank - 1] === rank - 2 && axes.slice(0, -2).every((axis, i) => axis === i);
}

function matrices(tf: Tfjs, x: Value): Value {
  return tf.reshape(asReal(tf, x), [-1, ...x.shape.slice(-2)]);
}
