import { checkOptions, checkWhole, ShapeError, ValueError } from "@mesoscope/sdk";
import type { ArrayInput } from "../../arrays/as-array.js";
import { NDArray } from "../../arrays/nd-array.js";
import { mean } from "../../arrays/reduce.js";
import { stackRows } from "../../arrays/stack.js";
import { randomStream } from "../../random/random-stream.js";
import { replicatesOf, sampleOf } from "./samples.js";

export interface PermutationTestOptions {
  /** What is compared, a number for two samples; the difference of their means unless given. */
  readonly statistic?: (a: NDArray, b: NDArray) => number;
  /** Which outcomes count as extreme as the one found; "twoSided" unless given. */
  readonly alternative?: "twoSided" | "greater" | "less";
  /** How many divisions to try; all, where there are no more than this; 9999. */
  readonly resamples?: number;
  readonly seed?: number;
}

export interface PermutationTest {
  /** Of the two samples as they are. */
  readonly statistic: number;
  /** The share of divisions as extreme as the one found; small where the samples differ. */
  readonly pValue: number;
  /** Whether all divisions were tried. */
  readonly isExact: boolean;
  /** The statistic of each division tried. */
  readonly replicates: NDArray;
}

/**
 * Tests whether two samples come from one distribution: divides all their entries, or rows, anew and counts how often the
 * statistic is as extreme as the one found.
 *
 * @example
 * const { pValue } = await permutationTest([1, 2, 3, 4], [11, 12, 13, 14]);
 * pValue.toFixed(4); // "0.0286"
 *
 * @throws ValueError EMPTY, BAD_OPTION; NumericError NOT_FINITE; ShapeError SHAPE_MISMATCH where the columns differ
 * @see Phipson & Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39: no p-value of 0
 */
export async function permutationTest(
  a: ArrayInput,
  b: ArrayInput,
  options: PermutationTestOptions = {},
): Promise<PermutationTest> {
  checkOptions("permutationTest", options, ["statistic", "alternative", "resamples", "seed"]);
  const { statistic = difference, alternative = "twoSided", resamples = 9999, seed } = options;
  checkWhole("permutationTest", "resamples", resamples, 1);
  const [first, second] = [sampleOf("permutationTest", a), sampleOf("permutationTest", b)];
  const all = joined(first, second);
  const [count, n] = [first.shape[0]!, all.shape[0]!];
  const rows = Array.from({ length: n }, (_, i) => i);
  const divided = (order: ArrayLike<number>) => {
    const chosen = new Set(Array.from({ length: count }, (_, i) => order[i]!));
    return all.take([...rows.filter((i) => chosen.has(i)), ...rows.filter((i) => !chosen.has(i))]);
  };
  const compare = (sample: NDArray) => statistic(sample.slice(0, count), sample.slice(count));
  const isExact = divisions(n, count) <= resamples;
  const selections = isExact ? combinations(n, count) : undefined;
  const stream = randomStream(seed);
  const draw = (i: number) => divided(selections?.[i] ?? stream.permutation(n));
  const found = (await replicatesOf("permutationTest", compare, 1, () => all))[0]!;
  const replicates = await replicatesOf("permutationTest", compare, selections?.length ?? resamples, draw);
  return {
    statistic: found,
    pValue: share(replicates, found, alternative, isExact),
    isExact,
    replicates: new NDArray(replicates),
  };
}

function difference(a: NDArray, b: NDArray): number {
  return mean(a) - mean(b);
}

/** The share of extreme divisions; where some were tried only, the one found counts as one of them. */
function share(replicates: Float64Array, found: number, alternative: string, isExact: boolean): number {
  const rounding = 1e-12 * Math.abs(found);
  const hits = (isExtreme: (value: number) => boolean) => {
    const count = replicates.reduce((sum, value) => sum + Number(isExtreme(value)), 0);
    return isExact ? count / replicates.length : (count + 1) / (replicates.length + 1);
  };
  const above = () => hits((value) => value >= found - rounding);
  const below = () => hits((value) => value <= found + rounding);
  if (alternative === "greater") return above();
  if (alternative === "less") return below();
  if (alternative === "twoSided") return Math.min(1, 2 * Math.min(above(), below()));
  throw new ValueError(
    "BAD_OPTION",
    `permutationTest: alternative is "${alternative}". Give "twoSided", "greater" or "less".`,
  );
}

function joined(first: NDArray, second: NDArray): NDArray {
  if (first.rank === 1 && second.rank === 1) return new NDArray(Float64Array.from([...first.data, ...second.data]));
  if (first.rank === 2 && second.rank === 2 && first.shape[1] === second.shape[1]) return stackRows(first, second);
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `permutationTest: the samples have shapes [${first.shape}] and [${second.shape}]. Give two vectors, or equal columns.`,
  );
}

function divisions(n: number, count: number): number {
  let ways = 1;
  for (let i = 1; i <= count; i++) ways *= (n - count + i) / i;
  return Math.round(ways);
}

/** All ways to choose `count` of the numbers from 0 to below n. */
function combinations(n: number, count: number): number[][] {
  if (count === 0) return [[]];
  if (count > n) return [];
  return [...combinations(n - 1, count - 1).map((chosen) => [...chosen, n - 1]), ...combinations(n - 1, count)];
}
