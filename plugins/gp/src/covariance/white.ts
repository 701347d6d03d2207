import { checkOptions, displaySymbol } from "@mesoscope/sdk";
import type { ConstantOptions } from "./constant.js";
import type { Covariance } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkStart, restart } from "./start.js";
import { startsOf } from "./starts-of.js";

/**
 * White covariance `σ²` of a row with itself, 0 between different rows, even where their inputs are equal.
 *
 * The measurement noise of `gaussianProcess` needs no such term; it serves for a part that changes from row to row and
 * belongs to the function.
 *
 * @example
 * covarianceMatrix(white({ outputScale: 2 }), [0, 0]).data; // [4, 0, 0, 4]
 *
 * @throws ValueError BAD_OPTION
 */
export function white(options: ConstantOptions = {}): Covariance {
  const kind = "white";
  const { outputScale } = options;
  checkOptions(kind, options, ["outputScale"]);
  checkStart(kind, "outputScale", outputScale);
  const kernel: Covariance = {
    kind,
    name: "white",
    terms: [],
    formula: "σ² where x and x′ are the same row, else 0",
    parameters: () => startsOf(kind, "outputScale", "amplitude", outputScale, [[]]),
    bind([scale]) {
      const variance = scale * scale;
      return {
        row(X, i, Z, count, out) {
          out.fill(0, 0, count);
          if (X === Z && i < count) out[i] = variance;
        },
        gradient(X, i, Z, count, weights, gradient, offset) {
          if (X === Z && i < count) gradient[offset] += 2 * variance * weights[i];
        },
        variance: () => variance,
      };
    },
    withValues: (values) => white({ outputScale: restart(outputScale, values) }),
    toJSON: () => ({ kind, ...(outputScale !== undefined && { outputScale }) }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}
