import { checkOptions, ValueError } from "@mesoscope/sdk";
import { BroydenCurvature } from "./broyden-curvature.js";
import { packedSize } from "./packed-symmetric.js";
import { QuasiNewton, type SmoothValue } from "./quasi-newton.js";
import { SearchSpec } from "./search-spec.js";

const mostParameters = 20_000;

export interface SsBroydenOptions {
  /** A run ends when the value falls, over ten steps, by no more than this part of it; 1e-9. */
  readonly tolerance?: number;
}

/**
 * Minimises a smooth function in 64-bit numbers by a quasi-Newton method that keeps the whole inverse Hessian and scales
 * it in every step: for physics-informed networks of up to about 5,000 parameters, where it gets lower than
 * L-BFGS with as many evaluations. Memory and time of an iteration grow with the square of the number of
 * parameters (3,000: 36 MB). A line search begins with half a step to a whole one, as would have been best on the line
 * before: on physics-informed networks whole steps often go too far, each time for an evaluation. What it
 * has learned stays from run to run, also when the points of the loss are drawn anew; after a line search that fails it
 * starts from a thousandth of the unit matrix.
 *
 * @example
 * const valley = ([a, b]) => ({
 *   value: (1 - a) ** 2 + 100 * (b - a * a) ** 2,
 *   gradient: [2 * (a - 1) - 400 * a * (b - a * a), 200 * (b - a * a)],
 * });
 * const search = ssBroyden().start([-1.2, 1]);
 * await search.run(valley);
 * allClose(search.point, [1, 1], { relative: 1e-6 }); // true
 *
 * @throws ValueError BAD_OPTION; from `start`, TOO_MANY above 20,000 parameters
 * @see Urbán, Stefanou & Pons, J. Comput. Phys. 523 (2025) 113656, section 3; Al-Baali, Comput. Optim. Appl. 9 (1998) 191
 */
export function ssBroyden(options: SsBroydenOptions = {}): SearchSpec<SmoothValue> {
  checkOptions("ssBroyden", options, ["tolerance"]);
  return new SearchSpec("ssBroyden", options.tolerance ?? 1e-9, {
    shapesFor: (size) => ({ inverseHessian: [packedSize(size)], updates: [], lowest: [] }),
    make: (size, saved) => {
      checkSize(size);
      return new QuasiNewton("ssBroyden", new BroydenCurvature(size, saved));
    },
  });
}

function checkSize(size: number): void {
  if (size <= mostParameters) return;
  const gigabytes = (packedSize(size) * 8) / 1e9;
  throw new ValueError(
    "TOO_MANY",
    `ssBroyden.start: ${size} parameters need ${gigabytes.toFixed(1)} GB for the inverse Hessian. Take lbfgs above ${mostParameters}.`,
  );
}
