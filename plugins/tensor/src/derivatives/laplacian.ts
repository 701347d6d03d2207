import { NDArray } from "@mesoscope/core";
import { constant, tensor } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { add } from "../primitives/arithmetic.js";
import { broadcast } from "../primitives/broadcast.js";
import { frontAxis } from "../primitives/shape-errors.js";
import { pushForward } from "./push-forward.js";
import { type Traceable, traceable } from "./traceable.js";
import { settled, variableOf } from "./variables.js";

/**
 * The sum of second derivatives along the last axis of points, [n, d] or [d], of a function that treats each point for
 * itself: of the shape of its result. Second derivatives go forwards with the value (Taylor mode), so no matrix of them
 * is made.
 *
 * @example
 * laplacian((x: Tensor) => sum(multiply(x, multiply(x, x)), -1))([[1, 2]]).data; // [18]
 *
 * @throws ShapeError BAD_AXIS at a single number
 *
 * @see Bettencourt, Johnson & Duvenaud, Taylor-mode automatic differentiation for higher-order derivatives in JAX (2019)
 */
export function laplacian<R extends readonly unknown[]>(
  f: (x: Tensor, ...rest: R) => Tensor,
): Traceable<[Tensor, ...R], Tensor> {
  return traceable((x: Tensor, ...rest: R) => {
    const points = variableOf("laplacian", x);
    const value = tensor(f(points, ...rest));
    const width = points.shape[frontAxis("laplacian", -1, points.rank)]!;
    const seconds = Array.from({ length: width }, (_, j) => {
      const direction = [broadcast(unit(j, width), points.shape)];
      const slope = pushForward([points], direction, [value]);
      return pushForward([points], direction, slope)[0]!;
    });
    return settled(seconds, [points]).reduce(add);
  });
}

function unit(j: number, width: number): Tensor {
  return constant(
    new NDArray(
      Float64Array.from({ length: width }, (_, k) => Number(k === j)),
      [width],
    ),
  );
}
