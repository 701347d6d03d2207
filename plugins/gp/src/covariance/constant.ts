import { checkOptions, displaySymbol } from "@mesoscope/sdk";
import type { Covariance } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";

/** Options of `constant`. */
export interface ConstantOptions {
  /** Start of the standard deviation `σ`, in the unit of the target. */
  readonly outputScale?: Start;
}

/**
 * Constant covariance `σ²`: alone an unknown offset, as a factor the size of what it multiplies.
 *
 * @example
 * covarianceMatrix(productOf(constant({ outputScale: 3 }), rbf({ lengthScale: 1 })), [0]).data[0]; // 9
 *
 * @throws ValueError BAD_OPTION
 */
export function constant(options: ConstantOptions = {}): Covariance {
  const kind = "constant";
  const { outputScale } = options;
  checkOptions(kind, options, ["outputScale"]);
  checkStart(kind, "outputScale", outputScale);
  const kernel: Covariance = {
    kind,
    name: "σ²",
    terms: [],
    formula: "σ²",
    parameters: () => startsOf(kind, "outputScale", "amplitude", outputScale, [[]]),
    bind([scale]) {
      const variance = scale * scale;
      return {
        row(_X, _i, _Z, count, out) {
          out.fill(variance, 0, count);
        },
        gradient(_X, _i, _Z, count, weights, gradient, offset) {
          for (let j = 0; j < count; j++) gradient[offset] += 2 * variance * weights[j];
        },
        variance: () => variance,
        stationary: { variance, scalePositions: [0] },
      };
    },
    withValues: (values) => constant({ outputScale: restart(outputScale, values) }),
    toJSON: () => ({ kind, ...(outputScale !== undefined && { outputScale }) }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}
