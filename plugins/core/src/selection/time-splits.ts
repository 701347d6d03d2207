import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import type { Split } from "./splits.js";

export interface TimeSplitOptions {
  /** How many splits; 5. */
  readonly folds?: number;
  /** Rows between training and test that are left out, because they still depend on the test; 0. */
  readonly gap?: number;
  /** Learns from so many of the latest rows, a window that rolls on; from all earlier rows unless given. */
  readonly trainSize?: number;
  /** Rows per test; n / (folds + 1) unless given. */
  readonly testSize?: number;
}

/**
 * Splits of rows in the order of time: each test follows its training rows, and the tests follow each other to the end.
 *
 * @example
 * timeSplit(6, { folds: 2 }).map(({ train, test }) => [[...train], [...test]]); // [[[0, 1], [2, 3]], [[0, 1, 2, 3], [4, 5]]]
 *
 * @throws ValueError BAD_OPTION where no row is left to learn from
 */
export function timeSplit(n: number, options: TimeSplitOptions = {}): Split[] {
  checkOptions("timeSplit", options, ["folds", "gap", "trainSize", "testSize"]);
  const { folds = 5, gap = 0, trainSize = Infinity, testSize = Math.floor(n / (folds + 1)) } = options;
  checkWhole("timeSplit", "folds", folds, 1);
  checkWhole("timeSplit", "gap", gap, 0);
  checkWhole("timeSplit", "testSize", testSize, 1);
  if (trainSize !== Infinity) checkWhole("timeSplit", "trainSize", trainSize, 1);
  const firstEnd = n - folds * testSize - gap;
  if (firstEnd < 1) {
    throw new ValueError(
      "BAD_OPTION",
      `timeSplit: ${n} rows leave none to learn from before ${folds} tests of ${testSize} and a gap of ${gap}. Give less.`,
    );
  }
  return Array.from({ length: folds }, (_, fold) => {
    const end = firstEnd + fold * testSize;
    return { train: range(Math.max(0, end - trainSize), end), test: range(end + gap, end + gap + testSize) };
  });
}

function range(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, i) => start + i);
}
