import { checkOptions, NumericError, ValueError } from "@mesoscope/sdk";
import { checkFunction } from "../check-function.js";
import { type Estimate, gaussKronrod } from "./gauss-kronrod.js";

export interface IntegrateOptions {
  /** Ends when the error is at most this share of the value; 1e-10. */
  readonly relativeTolerance?: number;
  /** Ends when the error is at most this; 1e-14. */
  readonly absoluteTolerance?: number;
  /** At most this many subintervals, of 15 evaluations each; 500. */
  readonly maxIntervals?: number;
}

export interface Integral {
  readonly value: number;
  /** An estimate of the error, mostly far too large. */
  readonly error: number;
  readonly evaluations: number;
}

interface Interval extends Estimate {
  readonly start: number;
  readonly end: number;
}

/**
 * The integral of a function of one variable between two ends, either of which may be infinite, by Gauss–Kronrod rules on
 * subintervals that are halved where the error is largest.
 *
 * @example
 * integrate((x) => Math.exp(-x * x), -Infinity, Infinity).value.toFixed(12); // "1.772453850906"
 *
 * @throws NumericError NOT_CONVERGED with the value and the error that were reached, NOT_FINITE with the place
 * @throws ValueError BAD_VALUE without a function or at ends that are NaN, BAD_OPTION
 * @see Piessens et al., QUADPACK, Springer (1983), QAG and QAGI
 */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  options: IntegrateOptions = {},
): Integral {
  checkFunction("integrate", f);
  checkOptions("integrate", options, ["relativeTolerance", "absoluteTolerance", "maxIntervals"]);
  const { relativeTolerance = 1e-10, absoluteTolerance = 1e-14, maxIntervals = 500 } = options;
  if (!(from <= to || from > to)) throw badEnds(from, to);
  if (!(relativeTolerance >= 0 && absoluteTolerance >= 0 && maxIntervals >= 1)) {
    throw new ValueError(
      "BAD_OPTION",
      `integrate: tolerances ${relativeTolerance} and ${absoluteTolerance}, ${maxIntervals} intervals. Give numbers from 0, and from 1.`,
    );
  }
  if (from === to) return { value: 0, error: 0, evaluations: 0 };
  if (from > to) {
    const turned = integrate(f, to, from, options);
    return { ...turned, value: -turned.value };
  }
  const { integrand, start, end } = onFiniteRange(f, from, to);
  const intervals = [measure(integrand, start, end)];
  for (let count = 1; ; count++) {
    const value = total(intervals, "value");
    const error = total(intervals, "error");
    const wanted = Math.max(absoluteTolerance, relativeTolerance * Math.abs(value));
    const evaluations = 15 * (2 * count - 1);
    // Beyond the rounding error of the sum, no rule can be more accurate.
    if (error <= Math.max(wanted, 100 * Number.EPSILON * total(intervals, "size")))
      return { value, error, evaluations };
    const worst = intervals.reduce((at, interval, i) => (interval.error > intervals[at]!.error ? i : at), 0);
    const { start: left, end: right } = intervals[worst]!;
    const middle = (left + right) / 2;
    if (count >= maxIntervals || middle <= left || middle >= right) throw notConverged(value, error, count);
    intervals.splice(worst, 1, measure(integrand, left, middle), measure(integrand, middle, right));
  }
}

function measure(f: (x: number) => number, start: number, end: number): Interval {
  return { start, end, ...gaussKronrod(f, start, end) };
}

function total(intervals: readonly Interval[], key: keyof Estimate): number {
  return intervals.reduce((sum, interval) => sum + interval[key], 0);
}

/** The integrand on a finite range, with an infinite end pulled in by `x = t / (1 - t)` or `x = t / (1 - t²)`. */
function onFiniteRange(
  f: (x: number) => number,
  from: number,
  to: number,
): { integrand: (t: number) => number; start: number; end: number } {
  const at = (x: number, weight: number) => {
    const value = f(x);
    if (Number.isFinite(value)) return value * weight;
    throw notFinite(x, value);
  };
  if (from === -Infinity && to === Infinity) {
    const integrand = (t: number) => at(t / (1 - t * t), (1 + t * t) / (1 - t * t) ** 2);
    return { integrand, start: -1, end: 1 };
  }
  if (to === Infinity) return { integrand: (t) => at(from + t / (1 - t), (1 - t) ** -2), start: 0, end: 1 };
  if (from === -Infinity) return { integrand: (t) => at(to - t / (1 - t), (1 - t) ** -2), start: 0, end: 1 };
  return { integrand: (x) => at(x, 1), start: from, end: to };
}

function badEnds(from: number, to: number): ValueError {
  return new ValueError(
    "BAD_VALUE",
    `integrate: the range is from ${from} to ${to}. Give two numbers; Infinity is one of them.`,
  );
}

function notFinite(x: number, value: number): NumericError {
  return new NumericError(
    "NOT_FINITE",
    `integrate: the function is ${value} at ${x.toPrecision(6)}. Split the range there, or leave the place out.`,
  );
}

function notConverged(value: number, error: number, intervals: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `integrate: ${value.toPrecision(6)} ± ${error.toPrecision(2)} after ${intervals} intervals. Split the range at jumps, or ask for less accuracy.`,
  );
}
