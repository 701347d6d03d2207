import { coefficientsOf, supportOf } from "./coefficients-of-support.js";
import { linearize } from "./linearize-matching.js";
import type { Guess, Matching } from "./matching.js";
import { followSegment } from "./segment.js";
import { SubsetRegression } from "./subset-regression.js";

const mostSteps = 15;
const halvings = 6;
/** A step that lowers the sum of squares, in variances, by less is the last one. */
const leastGain = 1e-2;

export interface Settled {
  readonly guess: Guess;
  /** Σ (residual / noise)² over all samples and states. */
  readonly misfit: number;
}

/** Gauss–Newton steps for the terms that the guess has; `undefined` where its solutions diverge. */
export function settle(whole: Matching, first: Guess): Settled | undefined {
  const support = supportOf(first.coefficients);
  const { matching, guess: start } = restricted(whole, first, support);
  let guess = start;
  let misfit = misfitOf(matching, guess);
  if (!Number.isFinite(misfit)) return undefined;
  for (let i = 0; i < mostSteps; i++) {
    const linear = linearize(matching, guess);
    const all = support.map((_, k) => k);
    const fit = linear && new SubsetRegression([linear.equations], matching.constraints).fit(all);
    if (!fit) break;
    const to = { coefficients: fit.coefficients, starts: linear.startsFor(fit.coefficients) };
    const step = shortened(matching, guess, to, misfit);
    if (!step) break;
    const gain = misfit - step.misfit;
    ({ guess, misfit } = step);
    if (gain < leastGain) break;
  }
  const coefficients = coefficientsOf({ support, coefficients: guess.coefficients }, first.coefficients.length);
  return { guess: { coefficients, starts: guess.starts }, misfit };
}

/** With the terms of a support as the only candidates. */
function restricted(
  matching: Matching,
  { coefficients, starts }: Guess,
  support: readonly number[],
): { matching: Matching; guess: Guess } {
  const { candidates, constraints } = matching;
  return {
    matching: {
      ...matching,
      candidates: support.map((p) => candidates[p]),
      constraints: constraints && {
        matrix: constraints.matrix.map((row) => support.map((p) => row[p])),
        values: constraints.values,
      },
    },
    guess: { coefficients: Float64Array.from(support, (p) => coefficients[p]), starts },
  };
}

/** The step, halved until it improves; `undefined` where it never does. */
function shortened(
  matching: Matching,
  from: Guess,
  to: Guess,
  misfit: number,
): { guess: Guess; misfit: number } | undefined {
  for (let share = 1, i = 0; i < halvings; i++, share /= 2) {
    const between = (a: Float64Array, b: Float64Array) => a.map((value, k) => value + share * (b[k] - value));
    const guess = {
      coefficients: between(from.coefficients, to.coefficients),
      starts: from.starts.map((start, s) => between(start, to.starts[s])),
    };
    const found = misfitOf(matching, guess);
    if (found < misfit) return { guess, misfit: found };
  }
  return undefined;
}

function misfitOf({ terms, candidates, segments, noise }: Matching, { coefficients, starts }: Guess): number {
  let sum = 0;
  for (const [s, segment] of segments.entries()) {
    const course = followSegment(terms, candidates, coefficients, segment, starts[s], false);
    if (!course) return Number.POSITIVE_INFINITY;
    course.states.forEach((state, i) => {
      for (let j = 0; j < noise.length; j++) sum += ((segment.states[j][i] - state[j]) / noise[j]) ** 2;
    });
  }
  return sum;
}
