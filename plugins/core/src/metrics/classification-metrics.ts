import { ShapeError, ValueError } from "@mesoscope/sdk";
import { argsort } from "../arrays/argsort.js";
import { type ArrayInput, asArray, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { mean } from "../arrays/reduce.js";

/**
 * The mean of `-log p` of the true class, in nats: less is better, and infinite where the true class was called
 * impossible.
 *
 * @param y 0 or 1; or the number of the class, from 0
 * @param probabilities of class 1, of shape [n]; or of each class, of shape [n, classes]
 *
 * @example
 * logLoss([1, 0], [0.8, 0.4]).toFixed(4); // "0.3670"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE
 */
export function logLoss(y: ArrayInput, probabilities: ArrayInput): number {
  const { classes, shares } = classified("logLoss", y, probabilities);
  return mean(classes.map((label, i) => -Math.log(shares.get(i, label))));
}

/**
 * The mean squared distance between the probabilities and the outcome: over both classes it would be twice this number,
 * which for several classes it is. Less is better.
 *
 * @param y 0 or 1; or the number of the class, from 0
 * @param probabilities of class 1, of shape [n]; or of each class, of shape [n, classes]
 *
 * @example
 * brierScore([1, 0], [0.8, 0.4]).toFixed(4); // "0.1000"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE
 * @see Brier, Mon. Weather Rev. 78 (1950) 1
 */
export function brierScore(y: ArrayInput, probabilities: ArrayInput): number {
  const { classes, shares, isBinary } = classified("brierScore", y, probabilities);
  const k = shares.shape[1]!;
  const total = mean(
    classes.map((label, i) => {
      let squares = 0;
      for (let j = 0; j < k; j++) squares += (shares.get(i, j) - Number(j === label)) ** 2;
      return squares;
    }),
  );
  return isBinary ? total / 2 : total;
}

/** How many of class 1 are found as more of class 0 are taken for it. */
export interface RocCurve {
  readonly falsePositiveRate: NDArray;
  readonly truePositiveRate: NDArray;
  /** The least score that counts as class 1 at each point; infinite at the first. */
  readonly thresholds: NDArray;
}

/**
 * The rates of false and true alarms at every threshold of a score, from none to all.
 *
 * @param y 0 or 1
 * @param scores larger where class 1 is more likely, such as its probability
 *
 * @example
 * rocCurve([0, 1, 1], [0.1, 0.9, 0.4]).truePositiveRate.data; // [0, 0.5, 1, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE, also where a class is missing
 */
export function rocCurve(y: ArrayInput, scores: ArrayInput): RocCurve {
  const { truth, values, positives } = scored("rocCurve", y, scores);
  const order = argsort(values).toReversed();
  const points: [falsePositives: number, truePositives: number, threshold: number][] = [[0, 0, Infinity]];
  let [hits, alarms] = [0, 0];
  order.forEach((i, at) => {
    if (truth[i] === 1) hits++;
    else alarms++;
    const isLast = at === order.length - 1 || values[order[at + 1]!] !== values[i];
    if (isLast) points.push([alarms / (truth.length - positives), hits / positives, values[i]!]);
  });
  const column = (k: number) => new NDArray(Float64Array.from(points, (point) => point[k]!));
  return { falsePositiveRate: column(0), truePositiveRate: column(1), thresholds: column(2) };
}

/**
 * The probability that a sample of class 1 has a higher score than one of class 0, ties counted half: the area under the
 * curve of `rocCurve`.
 *
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE, also where a class is missing
 */
export function rocAuc(y: ArrayInput, scores: ArrayInput): number {
  scored("rocAuc", y, scores);
  const { falsePositiveRate, truePositiveRate } = rocCurve(y, scores);
  return truePositiveRate.data.reduce((area, rate, k) => {
    if (k === 0) return 0;
    const width = falsePositiveRate.data[k]! - falsePositiveRate.data[k - 1]!;
    return area + (width * (rate + truePositiveRate.data[k - 1]!)) / 2;
  }, 0);
}

function scored(name: string, y: ArrayInput, scores: ArrayInput) {
  const truth = asVector(y, `${name}: y`).data;
  const values = asVector(scores, `${name}: scores`).data;
  checkLengths(name, truth.length, values.length);
  const positives = truth.reduce((sum, label) => sum + label, 0);
  const isBinary = truth.every((label) => label === 0 || label === 1);
  if (isBinary && positives > 0 && positives < truth.length && !values.some(Number.isNaN)) {
    return { truth, values, positives };
  }
  throw new ValueError(
    "BAD_VALUE",
    `${name}: y must hold both classes, 0 and 1, and nothing else, and no score may be NaN. Check y and the scores.`,
  );
}

function classified(name: string, y: ArrayInput, probabilities: ArrayInput) {
  const classes = asVector(y, `${name}: y`);
  const given = asArray(probabilities, `${name}: probabilities`);
  checkLengths(name, classes.size, given.shape[0] ?? 0);
  const isBinary = given.rank === 1;
  const shares = isBinary
    ? new NDArray(
        Float64Array.from({ length: 2 * given.size }, (_, at) => {
          const share = given.data[at >> 1]!;
          return at % 2 === 1 ? share : 1 - share;
        }),
        [given.size, 2],
      )
    : given;
  const k = shares.shape[1]!;
  const isClass = classes.data.every((label) => Number.isInteger(label) && label >= 0 && label < k);
  if (isClass && shares.data.every((share) => share >= 0 && share <= 1)) return { classes, shares, isBinary };
  throw new ValueError(
    "BAD_VALUE",
    `${name}: y must hold class numbers from 0 to ${k - 1}, and probabilities numbers from 0 to 1. Check their order.`,
  );
}

function checkLengths(name: string, targets: number, predictions: number): void {
  if (targets === predictions && targets > 0) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${name}: y has ${targets} entries but there are ${predictions} predictions. Give one prediction per target.`,
  );
}
