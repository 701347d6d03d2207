import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { randomStream } from "../random/random-stream.js";

/** Row numbers to learn from and row numbers to judge by. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Row numbers 0 to n - 1 in random order, a `fraction` of them for training and the others for testing; 0.8 unless
 * given. `NDArray.take` picks the rows.
 *
 * @example
 * trainTestSplit(10, { fraction: 0.7, seed: 1 }).train.length; // 7
 *
 * @throws ValueError BAD_OPTION where one of the two would be empty
 */
export function trainTestSplit(n: number, options: { fraction?: number; seed?: number } = {}): Split {
  checkOptions("trainTestSplit", options, ["fraction", "seed"]);
  const { fraction = 0.8, seed = 0 } = options;
  checkWhole("trainTestSplit", "n", n, 2);
  const count = Math.round(fraction * n);
  if (!(count > 0 && count < n)) {
    throw new ValueError(
      "BAD_OPTION",
      `trainTestSplit: fraction ${fraction} of ${n} rows leaves one side empty. Give one between 0 and 1.`,
    );
  }
  const order = randomStream(seed).permutation(n);
  return { train: order.slice(0, count), test: order.slice(count) };
}

/**
 * `folds` splits of the row numbers 0 to n - 1, shuffled; each row is tested in exactly one. Five folds unless given.
 *
 * @example
 * kFold(10, { folds: 5, seed: 1 }).map(({ test }) => test.length); // [2, 2, 2, 2, 2]
 *
 * @throws ValueError BAD_OPTION where there are fewer rows than folds, or fewer than 2 folds
 */
export function kFold(n: number, options: { folds?: number; seed?: number } = {}): Split[] {
  checkOptions("kFold", options, ["folds", "seed"]);
  const { folds = 5, seed = 0 } = options;
  checkWhole("kFold", "n", n, 1);
  if (!(Number.isInteger(folds) && folds >= 2 && n >= folds)) {
    throw new ValueError("BAD_OPTION", `kFold: ${n} rows in ${folds} folds. Give from 2 folds to as many as rows.`);
  }
  const order = randomStream(seed).permutation(n);
  return Array.from({ length: folds }, (_, fold) => {
    const start = Math.floor((fold * n) / folds);
    const end = Math.floor(((fold + 1) * n) / folds);
    return { train: order.filter((_, i) => i < start || i >= end), test: order.slice(start, end) };
  });
}
