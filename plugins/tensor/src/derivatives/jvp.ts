import { fill, tensor } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { pullBack } from "./pull-back.js";
import { pushForward } from "./push-forward.js";
import { type Traceable, traceable } from "./traceable.js";
import { settled, tensorsLike, variableOf, variablesOf } from "./variables.js";

/**
 * The value of a function of one argument and its directional derivative `J v`, in one pass forwards.
 *
 * @throws ShapeError SHAPE_MISMATCH where the direction has another form than the argument
 *
 * @example
 * jvp((x: Tensor) => sin(x))([0], [2]).tangent.data; // [2]
 */
export function jvp<A>(f: (x: A) => Tensor): Traceable<[A, A], { readonly value: Tensor; readonly tangent: Tensor }> {
  return traceable((x: A, direction: A) => {
    const { variables, argument } = variablesOf(x);
    const tangents = tensorsLike("jvp", "the direction has", direction, x);
    const result = tensor(f(argument));
    const [value, tangent] = settled([result, ...pushForward(variables, tangents, [result])], variables);
    return { value: value!, tangent: tangent! };
  });
}

/**
 * The value of a function of one argument and the product `wᵀ J`, in one pass backwards.
 *
 * @throws ShapeError SHAPE_MISMATCH where the weights have another shape than the result
 *
 * @example
 * vjp((x: Tensor) => multiply(x, x))([1, 3], [1, 1]).cotangent.data; // [2, 6]
 */
export function vjp<A>(f: (x: A) => Tensor): Traceable<[A, Tensor], { readonly value: Tensor; readonly cotangent: A }> {
  return traceable((x: A, weights: Tensor) => {
    const { variables, argument, likeArgument } = variablesOf(x);
    const result = tensor(f(argument));
    const cotangents = tensorsLike("vjp", "the weights have", weights, result);
    const [value, ...slopes] = settled([result, ...pullBack([result], cotangents, variables)], variables);
    return { value: value!, cotangent: likeArgument(slopes) };
  });
}

/**
 * The derivative, entry by entry, of a function whose result depends at each place on the argument at that place only:
 * of a field with respect to one coordinate, say, with the other coordinates as further arguments. Applied again it
 * gives higher derivatives, which share all work.
 *
 * @param argument which argument to differentiate with respect to, the first unless given
 *
 * @example
 * derivative((x: Tensor) => tanh(x))([0, 0.5]).data; // [1, 0.7864477329659274]
 */
export function derivative<A extends readonly Tensor[]>(f: (...args: A) => Tensor, argument = 0): Traceable<A, Tensor> {
  return traceable((...args: A) => {
    const x = variableOf("derivative", args[argument]);
    const value = tensor(f(...(args.with(argument, x) as unknown as A)));
    return settled(pushForward([x], [fill(1, x.shape)], [value]), [x])[0]!;
  });
}
