import { checkOptions } from "@mesoscope/sdk";
import { DampedSteps, type Residuals } from "./damped-steps.js";
import { SearchSpec } from "./search-spec.js";

export interface LevenbergMarquardtOptions {
  /** A run ends when the sum of squares falls, over ten steps, by no more than this part of it; 1e-9. */
  readonly tolerance?: number;
}

/**
 * Minimises a sum of squares whose Jacobian a graph gives, in 64-bit numbers, by damped Gauss-Newton steps: an iteration
 * takes m n² + n³/3 operations for m residuals and n parameters, which suits up to about 2,000 parameters. `value` is
 * the sum of squares. For standard errors and bounds of few parameters there is core's `fitLeastSquares`.
 *
 * @example
 * const times = [0, 1, 2, 3];
 * const measured = [2, 1.2130613, 0.7357589, 0.4462603];
 * const residual = ([a, b]: Tensor[]) => subtract(multiply(a, exp(multiply(negative(b), times))), measured);
 * const both = compile((x: Tensor) => {
 *   const of = (at: Tensor) => residual([slice(at, [0], [1]), slice(at, [1], [2])]);
 *   return { residual: of(x), jacobian: jacobian(of)(x) };
 * }, { precision: "double" });
 * const search = levenbergMarquardt().start([1, 1]);
 * await search.run(both);
 * allClose(search.point, [2, 0.5], { relative: 1e-6 }); // true
 *
 * @throws ValueError BAD_OPTION
 * @see Marquardt, J. SIAM 11 (1963) 431; Moré, Lecture Notes in Mathematics 630 (1978) 105, for the scale of the damping
 */
export function levenbergMarquardt(options: LevenbergMarquardtOptions = {}): SearchSpec<Residuals> {
  checkOptions("levenbergMarquardt", options, ["tolerance"]);
  return new SearchSpec("levenbergMarquardt", options.tolerance ?? 1e-9, {
    shapesFor: (size) => ({ damping: [], scale: [size] }),
    make: (size, saved) => new DampedSteps(size, saved),
  });
}
