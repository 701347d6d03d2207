import { chooseSupport, stepwisePath } from "./choose-support.js";
import type { SparseOptimizer } from "./optimizer.js";

/**
 * Terms are dropped, added and swapped one at a time, from all and from none on, while the description gets shorter.
 *
 * @example
 * stepwise().name; // "stepwise"
 *
 * @see Boninsegna, Nüske & Clementi, J. Chem. Phys. 148 (2018) 241723, for dropping; Chen & Chen, Biometrika 95 (2008) 759,
 *   for the criterion
 */
export function stepwise(): SparseOptimizer {
  return {
    name: "stepwise",
    selects: true,
    choose: (regression) => chooseSupport(regression, stepwisePath(regression)),
  };
}
