import { ShapeError } from "@mesoscope/sdk";
import { fill, tensor } from "../graph/leaves.js";
import { showShape } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { userLine } from "../graph/user-line.js";
import { pullBack } from "./pull-back.js";
import { type Traceable, traceable } from "./traceable.js";
import { settled, variablesOf } from "./variables.js";

/**
 * The gradient of a function with a single number as result, with respect to its first argument: a tree of tensors of
 * that argument's form. May be applied again, to itself and to other derivatives, any number of times.
 *
 * @example
 * grad((x: Tensor) => sum(multiply(x, tanh(x))))([0.5]).data; // [0.8553410237429735]
 *
 * @throws ShapeError NOT_SCALAR where the result has more than one entry
 * @see Griewank & Walther, Evaluating Derivatives (2008), chapter 3
 */
export function grad<A, R extends readonly unknown[]>(f: (x: A, ...rest: R) => Tensor): Traceable<[A, ...R], A> {
  return traceable((x: A, ...rest: R) => differentiate("grad", f, x, rest).gradient);
}

/**
 * The value of a function and its gradient, as by `grad`, in one pass.
 *
 * @example
 * valueAndGrad((x: Tensor) => sum(multiply(x, x)))([1, 2]).gradient.data; // [2, 4]
 *
 * @throws ShapeError NOT_SCALAR where the result has more than one entry
 */
export function valueAndGrad<A, R extends readonly unknown[]>(
  f: (x: A, ...rest: R) => Tensor,
): Traceable<[A, ...R], { readonly value: Tensor; readonly gradient: A }> {
  return traceable((x: A, ...rest: R) => differentiate("valueAndGrad", f, x, rest));
}

function differentiate<A, R extends readonly unknown[]>(owner: string, f: (x: A, ...rest: R) => Tensor, x: A, rest: R) {
  const { variables, argument, likeArgument } = variablesOf(x);
  const value = tensor(f(argument, ...rest));
  if (value.size !== 1) {
    throw new ShapeError(
      "NOT_SCALAR",
      `${owner}: the function gives ${showShape(value.shape)}. Reduce it to one number, or use jacobian.${userLine()}`,
    );
  }
  const slopes = pullBack([value], [fill(1, value.shape)], variables);
  const [result, ...gradient] = settled([value, ...slopes], variables);
  return { value: result!, gradient: likeArgument(gradient) };
}
