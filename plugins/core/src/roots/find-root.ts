import { checkOptions, NumericError, ValueError } from "@mesoscope/sdk";
import { checkFunction } from "../check-function.js";

export interface RootOptions {
  /** Ends when the root is known to this, plus the rounding error of its size; 1e-12. */
  readonly tolerance?: number;
  /** At most this many steps; 100. */
  readonly maxIterations?: number;
}

export interface Root {
  readonly x: number;
  /** The function at `x`. */
  readonly value: number;
  readonly iterations: number;
}

/**
 * A root of a continuous function between two points where it has opposite signs, by Brent's method: never slower than
 * halving by much, and mostly as fast as the secant.
 *
 * @example
 * const { x } = findRoot((t) => t * t - 2, 0, 2);
 * allClose([x], [Math.SQRT2]); // true
 *
 * @throws ValueError NO_SIGN_CHANGE with the values at both ends, BAD_VALUE, BAD_OPTION
 * @throws NumericError NOT_FINITE with the place, NOT_CONVERGED
 * @see Brent, Algorithms for Minimization without Derivatives, chapter 4
 */
export function findRoot(f: (x: number) => number, from: number, to: number, options: RootOptions = {}): Root {
  checkFunction("findRoot", f);
  const { tolerance, maxIterations } = rootOptions("findRoot", options);
  let [a, b] = [from, to];
  let [fa, fb] = [valueAt("findRoot", f, a), valueAt("findRoot", f, b)];
  if (fa === 0) return { x: a, value: fa, iterations: 0 };
  if (fb !== 0 && fa > 0 === fb > 0) throw noSignChange(a, b, fa, fb);
  let [c, fc] = [a, fa];
  let step = b - a;
  let before = step;
  for (let iterations = 0; ; iterations++) {
    // b is the best point so far, the root lies between b and c, a is the point before.
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = b - a;
      before = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const least = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= least || fb === 0) return { x: b, value: fb, iterations };
    if (iterations >= maxIterations) throw notConverged("findRoot", b, fb, iterations);
    const guess = interpolated(a, b, c, fa, fb, fc);
    const isBold = 2 * Math.abs(guess) < Math.min(3 * Math.abs(half) - least, Math.abs(before));
    if (Math.abs(before) >= least && Math.abs(fa) > Math.abs(fb) && guess * half > 0 && isBold) {
      before = step;
      step = guess;
    } else {
      step = half;
      before = half;
    }
    [a, fa] = [b, fb];
    b += Math.abs(step) > least ? step : Math.sign(half) * least;
    fb = valueAt("findRoot", f, b);
  }
}

/** The step from b to the zero of the parabola in f through three points, or of the line through two. */
function interpolated(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return (s * (c - b)) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  return -(s * ((c - b) * q * (q - r) - (b - a) * (r - 1))) / ((q - 1) * (r - 1) * (s - 1));
}

/**
 * A root of a smooth function by lines through the last two points, from two guesses that need not lie on either side.
 *
 * @example
 * allClose([secantRoot(Math.cos, 1, 2).x], [Math.PI / 2]); // true
 *
 * @throws NumericError NOT_CONVERGED with the last point, also where the line is level; NOT_FINITE with the place
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Press et al., Numerical Recipes, 3rd edition, section 9.2
 */
export function secantRoot(f: (x: number) => number, first: number, second: number, options: RootOptions = {}): Root {
  checkFunction("secantRoot", f);
  const { tolerance, maxIterations } = rootOptions("secantRoot", options);
  let [a, b] = [first, second];
  let [fa, fb] = [valueAt("secantRoot", f, a), valueAt("secantRoot", f, b)];
  for (let iterations = 0; ; iterations++) {
    if (fb === 0) return { x: b, value: fb, iterations };
    if (fa === fb || iterations >= maxIterations) throw notConverged("secantRoot", b, fb, iterations);
    const next = b - (fb * (b - a)) / (fb - fa);
    [a, fa] = [b, fb];
    b = next;
    fb = valueAt("secantRoot", f, b);
    if (Math.abs(b - a) <= tolerance + 4 * Number.EPSILON * Math.abs(b))
      return { x: b, value: fb, iterations: iterations + 1 };
  }
}

function rootOptions(name: string, options: RootOptions): Required<RootOptions> {
  checkOptions(name, options, ["tolerance", "maxIterations"]);
  const { tolerance = 1e-12, maxIterations = 100 } = options;
  if (tolerance >= 0 && Number.isSafeInteger(maxIterations) && maxIterations > 0) return { tolerance, maxIterations };
  throw new ValueError(
    "BAD_OPTION",
    `${name}: tolerance is ${tolerance} and maxIterations ${maxIterations}. Give a distance from 0 and a whole number from 1.`,
  );
}

function valueAt(name: string, f: (x: number) => number, x: number): number {
  if (typeof x !== "number" || Number.isNaN(x)) {
    throw new ValueError(
      "BAD_VALUE",
      `${name}: found ${String(x)} where a number is needed. Give two, between or from which to search.`,
    );
  }
  const value = f(x);
  if (Number.isFinite(value)) return value;
  throw new NumericError(
    "NOT_FINITE",
    `${name}: the function is ${value} at ${x.toPrecision(6)}. Choose a range where it is finite.`,
  );
}

function noSignChange(a: number, b: number, fa: number, fb: number): ValueError {
  const values = `${fa.toPrecision(4)} at ${a} and ${fb.toPrecision(4)} at ${b}`;
  return new ValueError("NO_SIGN_CHANGE", `findRoot: the function is ${values}. Give ends where its signs differ.`);
}

function notConverged(name: string, x: number, value: number, iterations: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `${name}: after ${iterations} steps the function is ${value.toPrecision(4)} at ${x.toPrecision(6)}. Start nearer, or allow more steps.`,
  );
}
