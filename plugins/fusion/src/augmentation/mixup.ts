import { type ArrayInput, asArray, asMatrix, NDArray, type RandomStream, randomStream } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { checkSameLength } from "../common/arguments.js";

/** Mixed rows, and which rows were mixed in which shares. */
export interface Mixed {
  /** Of shape [count, columns]. */
  readonly X: NDArray;
  /** Of shape [count], or [count, outputs]. */
  readonly y: NDArray;
  readonly log: readonly { readonly first: number; readonly second: number; readonly share: number }[];
}

/**
 * New rows between pairs of rows, features and targets alike: `share × first + (1 - share) × second`, the share drawn
 * from the beta distribution of (alpha, alpha).
 *
 * @param options.count how many rows; as many as there are unless given
 * @param options.alpha above 0; the larger, the nearer to the middle; 0.2 unless given
 *
 * @example
 * const mixed = mixup([[0], [1]], [0, 10], { count: 3, seed: 1 });
 * allClose(mixed.y, mixed.X.map((x) => 10 * x).reshape([3])); // true
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION
 * @see Zhang et al., mixup: Beyond empirical risk minimization, ICLR (2018)
 */
export function mixup(
  X: ArrayInput,
  y: ArrayInput,
  options: { count?: number; alpha?: number; seed?: number } = {},
): Mixed {
  checkOptions("mixup", options, ["count", "alpha", "seed"]);
  const features = asMatrix(X, "mixup: X");
  const targets = asArray(y, "mixup: y");
  const rows = features.shape[0];
  checkSameLength("mixup", "y", targets.shape[0], "X", rows);
  const { count = rows, alpha = 0.2, seed = 0 } = options;
  checkWhole("mixup", "count", count, 1);
  checkWhole("mixup", "the number of rows", rows, 1);
  checkPositive("mixup", "alpha", alpha);
  const stream = randomStream(seed);
  const log = Array.from({ length: count }, () => ({
    first: stream.integer(rows),
    second: stream.integer(rows),
    share: beta(alpha, stream),
  }));
  return { X: mixed(features, log), y: mixed(targets, log), log };
}

function mixed(values: NDArray, log: Mixed["log"]): NDArray {
  const width = values.size / values.shape[0];
  const result = new NDArray(new Float64Array(log.length * width), [log.length, ...values.shape.slice(1)]);
  return result.map((_, at) => {
    const { first, second, share } = log[Math.floor(at / width)];
    const j = at % width;
    return share * values.data[first * width + j] + (1 - share) * values.data[second * width + j];
  });
}

/** A number of the symmetric beta distribution, as the share of one of two gamma numbers. */
function beta(alpha: number, stream: RandomStream): number {
  const [a, b] = [logGammaNumber(alpha, stream), logGammaNumber(alpha, stream)];
  return 1 / (1 + Math.exp(b - a));
}

/**
 * The logarithm of a number of the gamma distribution, as itself would vanish for small shapes.
 *
 * @see Marsaglia & Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000)
 */
function logGammaNumber(shape: number, stream: RandomStream): number {
  if (shape < 1) return logGammaNumber(shape + 1, stream) - stream.exponential() / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = stream.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && -stream.exponential() < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}
