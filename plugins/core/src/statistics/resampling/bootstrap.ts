import { checkOptions, checkShare, checkWhole, ValueError } from "@mesoscope/sdk";
import type { ArrayInput } from "../../arrays/as-array.js";
import { NDArray } from "../../arrays/nd-array.js";
import { standardDeviation } from "../../arrays/reduce.js";
import { type RandomStream, randomStream } from "../../random/random-stream.js";
import { quantile } from "../descriptive.js";
import { normalCdf, normalQuantile } from "../normal-distribution.js";
import { BootstrapResult } from "./bootstrap-result.js";
import { jackknife } from "./jackknife.js";
import { replicatesOf, type Statistic, sampleOf, statisticOf } from "./samples.js";

export interface BootstrapOptions {
  /** Of the interval; 0.95. */
  readonly level?: number;
  /** "bca" corrects the interval for bias and skewness; "percentile" does not. "bca", with blocks "percentile". */
  readonly method?: "bca" | "percentile";
  /** Draws runs of so many neighbours instead of single entries, for series whose neighbours depend on each other. */
  readonly blockLength?: number;
  /** How many samples to draw; 2000. */
  readonly resamples?: number;
  readonly seed?: number;
}

/**
 * How much a statistic would vary from sample to sample, with an interval for its true value, from samples drawn with
 * replacement from the one at hand. Entries, or rows of a matrix, are drawn whole.
 *
 * @example
 * const strength = [12.1, 14.3, 11.8, 15.2, 13.3, 12.9, 16.1, 13.8];
 * const { estimate, lower, upper } = await bootstrap(strength, mean, { seed: 1 });
 * lower < estimate && estimate < upper; // true
 *
 * @throws ValueError EMPTY, BAD_OPTION; NumericError NOT_FINITE where the statistic is no finite number
 * @see Efron & Tibshirani, An Introduction to the Bootstrap, sections 13.3 and 14.3; Politis & Romano (1992) for blocks,
 *   which go around from the end to the start
 */
export async function bootstrap(
  data: ArrayInput,
  statistic: Statistic,
  options: BootstrapOptions = {},
): Promise<BootstrapResult> {
  checkOptions("bootstrap", options, ["level", "method", "blockLength", "resamples", "seed"]);
  const { level = 0.95, blockLength, resamples = 2000, seed } = options;
  const { method = blockLength === undefined ? "bca" : "percentile" } = options;
  const sample = sampleOf("bootstrap", data);
  const n = sample.shape[0]!;
  checkShare("bootstrap", "level", level);
  checkWhole("bootstrap", "resamples", resamples, 2);
  checkMethod(method, blockLength, n);
  const estimate = statisticOf("bootstrap", statistic, sample);
  const stream = randomStream(seed);
  const rows = blockLength === undefined ? () => drawn(stream, n) : () => drawnBlocks(stream, n, blockLength);
  const replicates = await replicatesOf("bootstrap", statistic, resamples, () => sample.take(rows()));
  const tails = [(1 - level) / 2, (1 + level) / 2] as const;
  const corrected = method === "bca" ? correction(replicates, estimate, sample, statistic) : (tail: number) => tail;
  return new BootstrapResult({
    estimate,
    standardError: standardDeviation(replicates, undefined, { sample: true }),
    bias: replicates.reduce((sum, value) => sum + value, 0) / resamples - estimate,
    lower: quantile(replicates, corrected(tails[0])),
    upper: quantile(replicates, corrected(tails[1])),
    level,
    method,
    replicates: new NDArray(replicates),
  });
}

function drawn(stream: RandomStream, n: number): Int32Array {
  return Int32Array.from({ length: n }, () => stream.integer(n));
}

function drawnBlocks(stream: RandomStream, n: number, length: number): Int32Array {
  let start = 0;
  return Int32Array.from({ length: n }, (_, i) => {
    if (i % length === 0) start = stream.integer(n);
    return (start + (i % length)) % n;
  });
}

/** Moves a tail's probability by the bias and the acceleration of the statistic; none where nothing varies. */
function correction(replicates: Float64Array, estimate: number, sample: NDArray, statistic: Statistic) {
  const below = replicates.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  const bias = normalQuantile(below / replicates.length);
  const { data } = jackknife(sample, statistic).replicates;
  const center = data.reduce((sum, value) => sum + value, 0) / data.length;
  const moment = (power: number) => data.reduce((sum, value) => sum + (center - value) ** power, 0);
  const spread = moment(2);
  if (!Number.isFinite(bias) || spread === 0) return (tail: number) => tail;
  const acceleration = moment(3) / (6 * spread ** 1.5);
  return (tail: number) => {
    const z = bias + normalQuantile(tail);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
}

function checkMethod(method: string, blockLength: number | undefined, n: number): void {
  if (method !== "bca" && method !== "percentile") {
    throw new ValueError("BAD_OPTION", `bootstrap: method is "${method}". Give "bca" or "percentile".`);
  }
  if (blockLength === undefined) return;
  checkWhole("bootstrap", "blockLength", blockLength, 1);
  if (blockLength > n) {
    throw new ValueError(
      "BAD_OPTION",
      `bootstrap: blockLength is ${blockLength} but there are ${n} entries. Give less.`,
    );
  }
  if (method === "percentile") return;
  throw new ValueError(
    "BAD_OPTION",
    'bootstrap: the correction "bca" holds for independent entries only. With blockLength, use method "percentile".',
  );
}
