import {
  maximum,
  mean,
  minimum,
  NDArray,
  type RandomStream,
  standardDeviation,
  type ValueAndGradient,
} from "@mesoscope/core";
import type { Parameter, Role } from "../covariance/covariance.js";
import type { Starts } from "../covariance/start.js";
import { logPriorOf } from "../priors/log-prior-of.js";
import { drawFrom } from "../priors/prior.js";
import type { TrainingData } from "./training-data.js";

/** The size of the data, by which the search is made independent of units. */
export interface DataScale {
  /** The range of every column of `X`. */
  readonly ranges: readonly number[];
  /** The mean of the targets. */
  readonly centre: number;
  /** The standard deviation of the targets; where they are all alike, their size. */
  readonly spread: number;
  /** Whether all targets are alike. */
  readonly isConstant: boolean;
}

/** The box in which the free hyper-parameters are searched, on a logarithmic scale. */
export interface SearchSpace {
  /** The hyper-parameters that are fitted, by position. */
  readonly free: readonly number[];
  /** What was given, and the medium start of the others. */
  readonly given: readonly number[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The values of all hyper-parameters at a place in the box. */
  values(place: Float64Array): number[];
  /** The logarithm of the prior density of all hyper-parameters, and its slope by the logarithm of each. */
  logPrior(values: readonly number[]): ValueAndGradient;
  /** The place with length scales so short that their slopes can be felt; at far longer ones a search would stay. */
  felt(place: Float64Array): Float64Array;
  /**
   * Where the first `count` searches begin: at what was given, then at other length scales and noises; those that have a
   * prior, and those beyond the seventh place, are drawn from `stream`.
   */
  starts(count: number, stream: RandomStream): Float64Array[];
}

/** Box and start of a role, in multiples of its typical size. */
const roles: Readonly<Record<Role | "noise", { low: number; start: number; high: number }>> = {
  length: { low: 1e-3, start: 1, high: 1e4 },
  period: { low: 1 / 1.5, start: 1, high: 1.5 },
  ratio: { low: 1e-2, start: 1, high: 1e3 },
  amplitude: { low: 1e-3, start: 1, high: 1e3 },
  slope: { low: 1e-4, start: 1, high: 1e3 },
  noise: { low: 1e-5, start: Math.sqrt(0.05), high: 10 },
};

/** The longest length scale that is felt, in typical sizes. */
const longestFelt = 3;

/** Factors of the length scales, and the noise in standard deviations of the targets: medium, short, long and beyond. */
const variants = [
  { length: 1, noise: Math.sqrt(0.05) },
  { length: 0.3, noise: 0.1 },
  { length: 3, noise: Math.sqrt(0.3) },
  { length: 0.1, noise: 0.1 },
  { length: 0.03, noise: 0.1 },
  { length: 0.01, noise: 0.1 },
  { length: 10, noise: Math.sqrt(0.3) },
];

/** The noise of the measurement as a hyper-parameter beside those of the kernel. */
export function noiseParameter({ values, fixed, prior }: Starts): Parameter {
  return { name: "noise", role: "amplitude", inputs: [], start: values?.[0], fixed, prior };
}

/** The size of the data; targets that are only bounds count where fewer than two are measured. */
export function dataScale({ X, y: targets, bounds }: TrainingData): DataScale {
  const measured = targets.data.filter((_, i) => !bounds?.[i]);
  const y = measured.length < 2 ? targets : new NDArray(measured);
  const [rows, columns] = X.shape;
  const ranges = Array.from({ length: columns }, (_, j) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < rows; i++) {
      low = Math.min(low, X.data[i * columns + j]);
      high = Math.max(high, X.data[i * columns + j]);
    }
    return high - low || Math.abs(high) || 1;
  });
  const [lowest, highest] = [minimum(y), maximum(y)];
  const spread = lowest === highest ? 0 : standardDeviation(y);
  return { ranges, centre: mean(y), spread: spread || Math.abs(lowest) || 1, isConstant: spread === 0 };
}

/** The box and the starts for kernel hyper-parameters followed by the noise. */
export function searchSpace(parameters: readonly Parameter[], scale: DataScale): SearchSpace {
  const last = parameters.length - 1;
  const centres = parameters.map((parameter, p) => {
    const { low, start, high } = roles[p === last ? "noise" : parameter.role];
    const size = typicalSize(parameter, scale);
    const centre = parameter.start ?? size * start;
    return {
      centre,
      low: centre > size * low ? size * low : centre / 10,
      high: centre < size * high ? size * high : centre * 10,
    };
  });
  const free = parameters.flatMap((parameter, p) => (parameter.fixed ? [] : [p]));
  const place = (values: readonly number[]) => Float64Array.from(free, (p) => Math.log(values[p]));
  const given = centres.map(({ centre }) => centre);
  const longest = place(
    parameters.map((parameter) =>
      parameter.role === "length" ? longestFelt * typicalSize(parameter, scale) : Number.POSITIVE_INFINITY,
    ),
  );

  return {
    free,
    given,
    lower: place(centres.map(({ low }) => low)),
    upper: place(centres.map(({ high }) => high)),
    values(at) {
      const values = [...given];
      for (const [k, p] of free.entries()) values[p] = Math.exp(at[k]);
      return values;
    },
    logPrior: (values) => logPriorOf(parameters, values),
    felt: (at) => at.map((value, k) => Math.min(value, longest[k])),
    starts(count, stream) {
      const others = Array.from({ length: Math.max(count - 1, 0) }, (_, k) => {
        const { length, noise } = variants[k + 1] ?? {};
        return parameters.map(({ role, prior }, p) => {
          if (prior) return drawFrom(prior, stream);
          if (p === last) return scale.spread * (noise ?? 10 ** (-2 * stream.uniform()));
          return role === "length" ? given[p] * (length ?? 10 ** (1 - 3 * stream.uniform())) : given[p];
        });
      });
      return [given, ...others].map(place);
    },
  };
}

/** What one unit of a role is in the data at hand. */
function typicalSize({ role, inputs, start }: Parameter, { ranges, spread }: DataScale): number {
  const range = Math.sqrt(inputs.reduce((total, j) => total + ranges[j] ** 2, 0) / (inputs.length || 1));
  switch (role) {
    case "length":
      return range * Math.sqrt(ranges.length / 2);
    case "period":
      return start ?? range;
    case "ratio":
      return 1;
    case "amplitude":
      return spread;
    case "slope":
      return spread / range;
  }
}
