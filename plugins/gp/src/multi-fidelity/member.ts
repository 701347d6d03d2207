import { gaussianPredictive, NDArray, stackColumns } from "@mesoscope/core";
import { withLevel } from "./autoregressive-family.js";
import type { ConditionedProcess, Moments } from "./conditioned-process.js";

/** The highest level under one choice of all hyper-parameters. */
export interface Member {
  /** Of the function, without noise. */
  moments(points: NDArray): Moments;
  /** One draw of the function, at all points jointly. */
  draw(points: NDArray, seed: number): NDArray;
}

/** Gauss–Hermite, three points. */
const nodes = [
  { place: -Math.sqrt(3), weight: 1 / 6 },
  { place: 0, weight: 2 / 3 },
  { place: Math.sqrt(3), weight: 1 / 6 },
];

/** A process over the inputs alone, its variance times `inflation` squared. */
export function baseMember(process: ConditionedProcess, inflation: number): Member {
  return {
    moments(points) {
      const { mean, variance } = process.moments(points);
      return { mean, variance: variance.map((value) => value * inflation ** 2) };
    },
    draw: (points, seed) => drawOf(process, points, inflation, seed),
  };
}

/** The last level of a process over inputs and levels. */
export function jointMember(process: ConditionedProcess, level: number): Member {
  const member = baseMember(process, 1);
  return {
    moments: (points) => member.moments(withLevel(points, level)),
    draw: (points, seed) => member.draw(withLevel(points, level), seed),
  };
}

/** A process over the inputs and the level below; what is not known of that level is integrated over. */
export function linkedMember(process: ConditionedProcess, below: Member, inflation: number): Member {
  return {
    moments(points) {
      const low = below.moments(points);
      const count = points.shape[0];
      const [mean, square] = [new Float64Array(count), new Float64Array(count)];
      for (const { place, weight } of nodes) {
        const values = low.mean.map((value, i) => value + place * Math.sqrt(low.variance[i]));
        const found = process.moments(withBelow(points, values));
        for (let i = 0; i < count; i++) {
          mean[i] += weight * found.mean[i];
          square[i] += weight * (found.variance[i] * inflation ** 2 + found.mean[i] ** 2);
        }
      }
      return { mean, variance: square.map((value, i) => Math.max(value - mean[i] ** 2, 0)) };
    },
    draw: (points, seed) => drawOf(process, withBelow(points, below.draw(points, seed + 1).data), inflation, seed),
  };
}

/** The points with the values of the level below as last column. */
export function withBelow(points: NDArray, values: Float64Array): NDArray {
  return stackColumns(points, new NDArray(values, [values.length, 1]));
}

function drawOf(process: ConditionedProcess, points: NDArray, inflation: number, seed: number): NDArray {
  const { mean, variance } = process.moments(points);
  const covariance = () => process.jointCovariance(points).map((value) => value * inflation ** 2);
  const one = gaussianPredictive({ mean, variance, covariance }).sample(1, { seed });
  return one.row(0);
}
