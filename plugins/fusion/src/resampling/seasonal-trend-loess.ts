import { type ArrayInput, median, NDArray } from "@mesoscope/core";
import { checkNumber, checkOptions, checkWhole } from "@mesoscope/sdk";
import { finiteVector } from "../common/arguments.js";
import { Decomposition } from "./decomposition.js";
import { type LoessOptions, loess, loessAt } from "./loess.js";

/** How a series is smoothed into trend and season. */
export interface SeasonalTrendOptions {
  /** How many values make one season. */
  readonly period: number;
  /** Over how many seasons the season may change, an odd number from 3; 7 unless given. */
  readonly seasonal?: number;
  /** Over how many values the trend is smoothed, an odd number above the period; about 1.5 periods or more unless given. */
  readonly trend?: number;
  /** Give outliers no say. */
  readonly robust?: boolean;
}

/** Parts of one round, with the weight of each value. */
interface Round {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
}

/**
 * A series as trend, season and rest by local regression (STL): the season may change slowly, the trend has no gaps at
 * the ends, and `robust` keeps outliers out of both.
 *
 * @example
 * const wave = Float64Array.from({ length: 48 }, (_, i) => i / 10 + Math.sin((2 * Math.PI * i) / 12));
 * const parts = seasonalTrendLoess(wave, { period: 12 });
 * parts.trend.data[24].toFixed(1); // "2.4"
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY with fewer than two periods
 * @see Cleveland, Cleveland, McRae & Terpenning, STL, Journal of Official Statistics 6 (1990)
 */
export function seasonalTrendLoess(values: ArrayInput, options: SeasonalTrendOptions): Decomposition {
  const { period, seasonal, trend: trendSpan, robust } = checked(options);
  const series = finiteVector(values, "seasonalTrendLoess: the input", 2 * period);
  const y = series.data;
  const spans = { period, seasonal, trend: trendSpan };
  const [inner, outer] = robust ? [2, 15] : [5, 0];
  let weights: Float64Array | undefined;
  let round: Round = { trend: new Float64Array(y.length), seasonal: new Float64Array(y.length) };
  for (let pass = 0; pass <= outer; pass++) {
    for (let step = 0; step < inner; step++) round = smoothOnce(y, round.trend, spans, weights);
    weights = robustWeights(y.map((value, i) => value - round.trend[i] - round.seasonal[i]));
  }
  return new Decomposition({
    values: series,
    trend: new NDArray(round.trend),
    seasonal: new NDArray(round.seasonal),
    residual: series.map((value, i) => value - round.trend[i] - round.seasonal[i]),
    period,
  });
}

interface Spans {
  readonly period: number;
  readonly seasonal: number;
  readonly trend: number;
}

/** The season from what the trend leaves, less its own slow part; then the trend from what the season leaves. */
function smoothOnce(y: Float64Array, trend: Float64Array, spans: Spans, weights?: Float64Array): Round {
  const { period } = spans;
  const cycles = smoothCycles(
    y.map((value, i) => value - trend[i]),
    spans,
    weights,
  );
  const averaged = runningMean(runningMean(runningMean(cycles, period), period), 3);
  const slow = loess(averaged, { span: period + 1 + (period % 2) });
  const seasonal = y.map((_, i) => cycles[period + i] - slow[i]);
  const rest = y.map((value, i) => value - seasonal[i]);
  return { seasonal, trend: loess(rest, { span: spans.trend, ...(weights && { weights }) }) };
}

/** All values of one phase smoothed as a series of their own, and carried on by one period at both ends. */
function smoothCycles(values: Float64Array, { period, seasonal }: Spans, weights?: Float64Array): Float64Array {
  const result = new Float64Array(values.length + 2 * period);
  for (let phase = 0; phase < period; phase++) {
    const ofPhase = (_: number, i: number) => i % period === phase;
    const cycle = values.filter(ofPhase);
    const options: LoessOptions = { span: seasonal, ...(weights && { weights: weights.filter(ofPhase) }) };
    const smooth = loess(cycle, options);
    const before = loessAt(cycle, 0, 1, options) ?? smooth[0];
    const left = Math.max(cycle.length - seasonal + 1, 1);
    const after = loessAt(cycle, cycle.length + 1, left, options) ?? smooth[cycle.length - 1];
    for (const [k, value] of [before, ...smooth, after].entries()) result[k * period + phase] = value;
  }
  return result;
}

function runningMean(values: Float64Array, window: number): Float64Array {
  return Float64Array.from({ length: values.length - window + 1 }, (_, i) => {
    let total = 0;
    for (let k = i; k < i + window; k++) total += values[k];
    return total / window;
  });
}

/** Bisquare weights of the residuals, over six times their median size. */
function robustWeights(residuals: Float64Array): Float64Array {
  const sizes = residuals.map(Math.abs);
  const limit = 6 * median(sizes);
  return sizes.map((size) => {
    if (size <= 0.001 * limit) return 1;
    return size <= 0.999 * limit ? (1 - (size / limit) ** 2) ** 2 : 0;
  });
}

function checked(options: SeasonalTrendOptions): Required<SeasonalTrendOptions> {
  checkOptions("seasonalTrendLoess", options, ["period", "seasonal", "trend", "robust"]);
  const { period, seasonal = 7, robust = false } = options;
  checkWhole("seasonalTrendLoess", "period", period, 2);
  checkNumber("seasonalTrendLoess", "seasonal", seasonal, "an odd whole number from 3", (x) => x % 2 === 1 && x >= 3);
  const usual = Math.ceil((1.5 * period) / (1 - 1.5 / seasonal));
  const { trend = usual + 1 - (usual % 2) } = options;
  checkNumber(
    "seasonalTrendLoess",
    "trend",
    trend,
    "an odd whole number above the period",
    (x) => x % 2 === 1 && x > period,
  );
  return { period, seasonal, trend, robust };
}
