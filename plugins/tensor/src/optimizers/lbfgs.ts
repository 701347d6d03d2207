import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { LimitedCurvature } from "./limited-curvature.js";
import { QuasiNewton, type SmoothValue } from "./quasi-newton.js";
import { SearchSpec } from "./search-spec.js";

export interface LbfgsOptions {
  /** How many steps are remembered; 20. */
  readonly memory?: number;
  /** A run ends when the value falls, over ten steps, by no more than this part of it; 1e-9. */
  readonly tolerance?: number;
}

/**
 * Minimises a smooth function of many parameters in 64-bit numbers, by a quasi-Newton method that remembers its last
 * steps, and a line search for the strong Wolfe conditions. An iteration takes time and memory in proportion to `memory`
 * times the number of parameters.
 *
 * @example
 * const loss = compile((x: Tensor) => valueAndGrad((at: Tensor) => sum(square(subtract(at, [1, 2]))))(x), { precision: "double" });
 * const search = lbfgs().start([0, 0]);
 * (await search.run(loss)).converged; // true
 * allClose(search.point, [1, 2]); // true
 *
 * @throws ValueError BAD_OPTION
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and 7.5
 */
export function lbfgs(options: LbfgsOptions = {}): SearchSpec<SmoothValue> {
  checkOptions("lbfgs", options, ["memory", "tolerance"]);
  const { memory = 20, tolerance = 1e-9 } = options;
  checkWhole("lbfgs", "memory", memory, 1);
  return new SearchSpec("lbfgs", tolerance, {
    shapesFor: (size) => ({ moves: [-1, size], changes: [-1, size] }),
    make: (size, saved) => new QuasiNewton("lbfgs", new LimitedCurvature(size, memory, saved)),
  });
}
