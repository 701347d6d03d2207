import { type ArrayInput, mean, minimum, type NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { finiteVector } from "../common/arguments.js";
import { Decomposition } from "./decomposition.js";

const models = ["additive", "multiplicative"] as const;

/**
 * A series as trend, season and rest by moving averages over one period; `additive` parts sum to the series,
 * `multiplicative` ones multiply to it. The trend, and so the rest, is not known for half a period at both ends.
 *
 * @param options.period how many values make one season
 * @param options.model `additive` unless given
 *
 * @example
 * const parts = seasonalDecomposition([1, 2, 2, 3, 3, 4, 4, 5], { period: 2 });
 * parts.seasonal.data.slice(0, 2); // [-0.25, 0.25]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY with fewer than two periods; OUT_OF_DOMAIN where a product needs values above 0
 * @see Kendall & Stuart, The Advanced Theory of Statistics, volume 3, chapter 46
 */
export function seasonalDecomposition(
  values: ArrayInput,
  options: { period: number; model?: (typeof models)[number] },
): Decomposition {
  checkOptions("seasonalDecomposition", options, ["period", "model"]);
  const { period, model = "additive" } = options;
  checkWhole("seasonalDecomposition", "period", period, 2);
  checkChoice("seasonalDecomposition", "model", model, models);
  const series = finiteVector(values, "seasonalDecomposition: the input", 2 * period);
  const isSum = model === "additive";
  if (!isSum) checkAboveZero(series);
  const trend = series.map((_, i) => centredAverage(series.data, i, period));
  const apart = (value: number, part: number) => (isSum ? value - part : value / part);
  const detrended = series.map((value, i) => apart(value, trend.data[i]));
  const averages = Array.from({ length: period }, (_, phase) =>
    mean(detrended.data.filter((value, i) => i % period === phase && !Number.isNaN(value))),
  );
  const centre = mean(averages);
  const seasonal = series.map((_, i) => apart(averages[i % period], centre));
  const residual = detrended.map((value, i) => apart(value, seasonal.data[i]));
  return new Decomposition({ values: series, trend, seasonal, residual, period });
}

/** The mean over one period about entry `at`; for even periods the ends count half. NaN where they lie outside. */
function centredAverage(data: Float64Array, at: number, period: number): number {
  const half = Math.floor(period / 2);
  if (at < half || at + half >= data.length) return Number.NaN;
  const inner = data.subarray(at - half, at + half + 1).reduce((a, b) => a + b, 0);
  return (period % 2 === 1 ? inner : inner - (data[at - half] + data[at + half]) / 2) / period;
}

function checkAboveZero(series: NDArray): void {
  const smallest = minimum(series);
  if (smallest > 0) return;
  throw new ValueError(
    "OUT_OF_DOMAIN",
    `seasonalDecomposition: the series holds ${smallest}, but parts can multiply to numbers above 0 only. Use "additive".`,
  );
}
