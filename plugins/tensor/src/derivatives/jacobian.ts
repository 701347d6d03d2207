import { NDArray } from "@mesoscope/core";
import { constant, tensor } from "../graph/leaves.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { stack } from "../primitives/concatenate.js";
import { reshape } from "../primitives/rearrange.js";
import { grad } from "./grad.js";
import { pullBack } from "./pull-back.js";
import { pushForward } from "./push-forward.js";
import { type Traceable, traceable } from "./traceable.js";
import { settled, variableOf } from "./variables.js";

/**
 * All derivatives of a tensor with respect to one: of shape [...result, ...argument]. Takes one pass for each entry of
 * the smaller of the two.
 *
 * @example
 * jacobian((x: Tensor) => multiply(x, x))([1, 3]).toArray(); // [[2, 0], [0, 6]]
 */
export function jacobian<R extends readonly unknown[]>(
  f: (x: Tensor, ...rest: R) => Tensor,
): Traceable<[Tensor, ...R], Tensor> {
  return traceable((x: Tensor, ...rest: R) => {
    const argument = variableOf("jacobian", x);
    const value = tensor(f(argument, ...rest));
    const shape = [...value.shape, ...argument.shape];
    if (argument.size <= value.size) {
      const columns = unitTensors(argument.shape).map((unit) => pushForward([argument], [unit], [value])[0]!);
      return reshape(stack(settled(columns, [argument]), value.rank), shape);
    }
    const rows = unitTensors(value.shape).map((unit) => pullBack([value], [unit], [argument])[0]!);
    return reshape(stack(settled(rows, [argument])), shape);
  });
}

/**
 * All second derivatives of a function with a single number as result: of shape [...argument, ...argument].
 *
 * @example
 * hessian((x: Tensor) => sum(multiply(x, multiply(x, x))))([1, 2]).toArray(); // [[6, 0], [0, 12]]
 *
 * @throws ShapeError NOT_SCALAR where the result has more than one entry
 */
export function hessian<R extends readonly unknown[]>(
  f: (x: Tensor, ...rest: R) => Tensor,
): Traceable<[Tensor, ...R], Tensor> {
  const slopes = grad(f);
  return jacobian((x: Tensor, ...rest: R) => slopes(x, ...(rest as [...R])));
}

/** For each entry of a shape, 1 there and 0 elsewhere. */
function unitTensors(shape: Shape): Tensor[] {
  const size = sizeOf(shape);
  return Array.from({ length: size }, (_, at) =>
    constant(new NDArray(new Float64Array(size).fill(1, at, at + 1), shape)),
  );
}
