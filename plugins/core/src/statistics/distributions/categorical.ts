import { checkOptions } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../../arrays/as-array.js";
import { Distribution } from "./distribution.js";
import { checkWeights } from "./weights.js";

/**
 * One of the whole numbers from 0, each with its own probability.
 *
 * @example
 * categorical({ probabilities: [0.2, 0.5, 0.3] }).quantile(0.6); // 1
 *
 * @throws ValueError BAD_OPTION where the probabilities do not add up to 1
 */
export function categorical(options: { probabilities: ArrayInput }): Distribution {
  checkOptions("categorical", options, ["probabilities"]);
  const probabilities = [...asVector(options.probabilities, "categorical: probabilities").data];
  checkWeights("categorical", "probabilities", probabilities);
  const upTo = probabilities.map((_, k) => sum(probabilities.slice(0, k + 1)));
  const above = probabilities.map((_, k) => sum(probabilities.slice(k + 1)));
  const mean = sum(probabilities.map((probability, k) => k * probability));
  return new Distribution({
    name: "categorical",
    parameters: { probabilities },
    mean,
    variance: sum(probabilities.map((probability, k) => (k - mean) ** 2 * probability)),
    support: [0, probabilities.length - 1],
    isDiscrete: true,
    logDensity: (x) => Math.log(probabilities[x]!),
    cumulative: (x) => upTo[x]!,
    survival: (x) => above[x]!,
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
