import { NumericError, tick, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../../arrays/as-array.js";
import type { NDArray } from "../../arrays/nd-array.js";
import { checkFunction } from "../../check-function.js";

/** A number that describes a sample: its entries, of shape [n], or its rows, of shape [n, columns]. */
export type Statistic = (sample: NDArray) => number;

const perTick = 50;

/** The sample, with at least two entries or rows. */
export function sampleOf(owner: string, data: ArrayInput): NDArray {
  const sample = asArray(data, `${owner}: the sample`);
  const n = sample.shape[0] ?? 0;
  if (n >= 2) return sample;
  throw new ValueError("EMPTY", `${owner}: the sample has ${n} entries, which say nothing of their spread. Give more.`);
}

/** The statistic of a sample, which must be a finite number. */
export function statisticOf(owner: string, statistic: Statistic, sample: NDArray): number {
  checkFunction(owner, statistic);
  const value: unknown = statistic(sample);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new NumericError(
    "NOT_FINITE",
    `${owner}: the statistic gave ${String(value)} for a sample of shape [${sample.shape}]. Return a finite number.`,
  );
}

/** The statistic of `count` samples, with a tick now and then. */
export async function replicatesOf(
  owner: string,
  statistic: Statistic,
  count: number,
  draw: (i: number) => NDArray,
): Promise<Float64Array> {
  const replicates = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    if (i % perTick === 0) await tick(i, count);
    replicates[i] = statisticOf(owner, statistic, draw(i));
  }
  return replicates;
}
