import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { incompleteGamma } from "../special/incomplete-gamma.js";
import { logPoissonTerm } from "../special/saddle-point.js";
import { Distribution } from "./distribution.js";
import { drawPoisson } from "./draw-poisson.js";

/**
 * The Poisson distribution: how many rare events happen where `mean` are expected.
 *
 * @example
 * poisson({ mean: 3 }).density(0).toFixed(6); // "0.049787"
 *
 * @throws ValueError BAD_OPTION
 */
export function poisson(options: { mean: number }): Distribution {
  checkOptions("poisson", options, ["mean"]);
  const { mean } = options;
  checkPositive("poisson", "mean", mean);
  return new Distribution({
    name: "poisson",
    parameters: { mean },
    mean,
    variance: mean,
    support: [0, Infinity],
    isDiscrete: true,
    logDensity: (x) => logPoissonTerm(x, mean),
    cumulative: (x) => incompleteGamma(x + 1, mean).upper,
    survival: (x) => incompleteGamma(x + 1, mean).lower,
    draw: (stream) => drawPoisson(stream, mean),
  });
}
