import { normalCdf, normalQuantile } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole, counted } from "@mesoscope/sdk";
import { countBelow, countUpTo } from "../common/search.js";
import type { ColumnMap } from "./column-map.js";
import { type Scaling, scaling } from "./scaling.js";

const outputs = ["uniform", "normal"] as const;

/** How `quantileScaling` reads the distribution of a column, and what it becomes. */
export interface QuantileScalingOptions {
  /** The distribution of the scaled values: `uniform` from 0 to 1 (default) or standard `normal`. */
  readonly output?: (typeof outputs)[number];
  /** How many quantiles are kept of each column, at most one per value; 1000 unless given. */
  readonly quantiles?: number;
}

/**
 * Scales each column by its own distribution function, so that the scaled values are uniform or normal. Between the
 * quantiles kept the way there and back is a straight line; beyond the data, values become those of the extremes.
 *
 * @example
 * const scaled = await quantileScaling().fit([1, 10, 100, 1000, 10000]);
 * scaled.transform([10, 55, 1e9]).data; // [0.25, 0.375, 1]
 * scaled.inverseTransform([0.375]).data; // [55]
 *
 * @throws ValueError BAD_OPTION, EMPTY, NOT_FINITE
 */
export function quantileScaling(options: QuantileScalingOptions = {}): Scaling {
  checkOptions("quantileScaling", options, ["output", "quantiles"]);
  const { output = "uniform", quantiles = 1000 } = options;
  checkChoice("quantileScaling", "output", output, outputs);
  checkWhole("quantileScaling", "quantiles", quantiles, 2);
  return scaling("quantileScaling", { output, quantiles }, () => (sorted) => {
    const count = Math.min(quantiles, sorted.length);
    return quantileMap(
      output,
      Float64Array.from({ length: count }, (_, i) => quantileOf(sorted, i / (count - 1 || 1))),
    );
  });
}

export function quantileMap(output: QuantileScalingOptions["output"], knots: Float64Array): ColumnMap {
  const last = knots.length - 1;
  const isConstant = knots[0] === knots[last];
  const probability = (value: number) => {
    if (value <= knots[0]) return 0;
    if (value >= knots[last]) return 1;
    return placeAmong(knots, value) / last;
  };
  return {
    text: `${output} by ${counted(knots.length, "quantile")}`,
    note: isConstant ? "it is constant: every value becomes the lowest" : undefined,
    forward: output === "normal" ? (value) => normalScore(probability(value)) : probability,
    inverse: (value) =>
      quantileOf(knots, output === "normal" ? probabilityOfScore(value) : Math.min(Math.max(value, 0), 1)),
    toJSON: () => ({ kind: "quantile", output, knots: Array.from(knots) }),
  };
}

const end = 1e-7;
const margin = end - Number.EPSILON;

/** Normal scores end where probabilities differ from 0 and 1 by 10⁻⁷, as an infinity could not be used further on. */
function normalScore(probability: number): number {
  return normalQuantile(Math.min(Math.max(probability, margin), 1 - margin));
}

/** The probability of a normal score; those at the ends are 0 and 1, so that the extremes come back exactly. */
function probabilityOfScore(score: number): number {
  const probability = normalCdf(score);
  if (probability < end) return 0;
  return probability > 1 - end ? 1 : probability;
}

/** The place of `value` among ascending knots; the middle of the places where several knots are equal to it. */
function placeAmong(knots: Float64Array, value: number): number {
  const first = countBelow(knots, value);
  if (knots[first] === value) return (first + countUpTo(knots, value) - 1) / 2;
  return first - 1 + (value - knots[first - 1]) / (knots[first] - knots[first - 1]);
}

function quantileOf(sorted: Float64Array, probability: number): number {
  const place = probability * (sorted.length - 1);
  const below = Math.min(Math.floor(place), sorted.length - 1);
  const low = sorted[below];
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
