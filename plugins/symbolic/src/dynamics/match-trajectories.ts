import { leastSquares, matmul, NDArray, qr } from "@mesoscope/core";
import {
  type Choice,
  chooseSupport,
  descriptionLength,
  natsPerTerm,
  residualVariance,
  stepwisePath,
} from "./choose-support.js";
import { coefficientsOf, supportOf } from "./coefficients-of-support.js";
import type { LinearConstraints } from "./linear-constraints.js";
import { type Candidate, followSegment, type Segment } from "./segment.js";
import { type LinearEquations, SubsetRegression } from "./subset-regression.js";
import type { Term } from "./term-library.js";
import { joined } from "./weak-equations.js";

/** What is matched to the data. */
export interface Matching {
  readonly terms: readonly Term[];
  readonly candidates: readonly Candidate[];
  readonly segments: readonly Segment[];
  /** Standard deviation of the noise on each state. */
  readonly noise: readonly number[];
  readonly constraints?: LinearConstraints | undefined;
}

/** A law whose solutions were matched to the data. */
export interface Match {
  readonly coefficients: Float64Array;
  /** Σ (residual / noise)² over all samples and states. */
  readonly misfit: number;
  /** Among the laws near by. */
  readonly choice: Choice;
  /** The state at the start of every segment. */
  readonly starts: readonly Float64Array[];
}

interface Guess {
  readonly coefficients: Float64Array;
  readonly starts: readonly Float64Array[];
}

const mostSteps = 15;
const mostChanges = 6;
const halvings = 6;
/** A step that lowers the sum of squares, in variances, by less is the last one. */
const leastGain = 1e-2;

/**
 * The sparse law whose solutions come nearest to the measured states, by least squares over segments with free starts:
 * Gauss–Newton to the end for one set of terms, then the terms are chosen anew from the equations linearised there, until they
 * stay. `undefined` where the solutions of the first law diverge.
 *
 * @param select whether terms may change
 * @see Bock, in Ebert, Deuflhard & Jäger (eds.), Modelling of Chemical Reaction Systems, Springer 1981, 102–125
 */
export function matchTrajectories(
  matching: Matching,
  first: Float64Array,
  select: boolean,
  starts: readonly Float64Array[] = matching.segments.map(firstStart),
): Match | undefined {
  let best = settle(matching, { coefficients: first, starts });
  for (let i = 0; best; i++) {
    const linear = linearize(matching, best.guess);
    if (!linear) return undefined;
    const regression = new SubsetRegression([linear.equations], matching.constraints);
    const current = supportOf(best.guess.coefficients);
    const variance = residualVariance(regression);
    const own = only(regression, current, variance);
    if (!own) return undefined;
    const choice = select ? chooseSupport(regression, [current, ...stepwisePath(regression)], variance) : own;
    const wanted = coefficientsOf(choice.fit, first.length);
    const isSame = choice.fit.support.join() === current.join();
    const next =
      isSame || i === mostChanges
        ? undefined
        : settle(matching, { coefficients: wanted, starts: linear.startsFor(wanted) });
    const price = ({ misfit, guess }: Settled) =>
      misfit / variance / 2 + supportOf(guess.coefficients).length * natsPerTerm(regression);
    if (!next || price(next) > price(best) - 1e-3) {
      return { ...best.guess, misfit: best.misfit, choice: { ...own, tried: choice.tried } };
    }
    best = next;
  }
  return undefined;
}

interface Settled {
  readonly guess: Guess;
  readonly misfit: number;
}

/** Gauss–Newton steps for the terms that the guess has. */
function settle(whole: Matching, first: Guess): Settled | undefined {
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

interface Linearization {
  /** For all candidates, after the best change of the starts; of variance 1. */
  readonly equations: LinearEquations;
  startsFor(coefficients: Float64Array): Float64Array[];
}

function linearize(matching: Matching, guess: Guess): Linearization | undefined {
  const { terms, candidates, segments, noise } = matching;
  const parts = segments.map((segment, s) => {
    const course = followSegment(terms, candidates, guess.coefficients, segment, guess.starts[s], true);
    if (!course) return undefined;
    const size = noise.length;
    const width = size + candidates.length;
    const rows = segment.times.length * size;
    const byStart = new Float64Array(rows * size);
    const byRest = new Float64Array(rows * (candidates.length + 1));
    for (let i = 0; i < segment.times.length; i++) {
      for (let j = 0; j < size; j++) {
        const row = i * size + j;
        const offset = row * (candidates.length + 1);
        let target = segment.states[j][i] - course.states[i][j];
        for (let m = 0; m < size; m++) byStart[row * size + m] = course.sensitivities[i][j * width + m] / noise[j];
        for (let p = 0; p < candidates.length; p++) {
          const sensitivity = course.sensitivities[i][j * width + size + p];
          byRest[offset + p] = sensitivity / noise[j];
          target += sensitivity * guess.coefficients[p];
        }
        byRest[offset + candidates.length] = target / noise[j];
      }
    }
    const { q, r } = qr(new NDArray(byStart, [rows, size]));
    const rest = new NDArray(byRest, [rows, candidates.length + 1]);
    const along = matmul(q.transpose(), rest);
    const within = matmul(q, along).data;
    return { rest: rest.map((value, at) => value - within[at]), along, r };
  });
  const found = parts.filter((part) => part !== undefined);
  if (found.length < segments.length) return undefined;
  const column = (p: number) => joined(found.map(({ rest }) => rest.column(p).data));
  return {
    equations: { columns: candidates.map((_, p) => column(p)), target: column(candidates.length) },
    startsFor: (coefficients) =>
      found.map(({ along, r }, s) => {
        const left = Float64Array.from({ length: noise.length }, (_, m) => {
          const row = along.row(m).data;
          return coefficients.reduce((sum, value, p) => sum - value * row[p], row[coefficients.length]);
        });
        const change = leastSquares(r, left).x.data;
        return guess.starts[s].map((value, m) => value + change[m]);
      }),
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

/** By a parabola through the first samples of every state. */
function firstStart({ times, states }: Segment): Float64Array {
  const count = Math.min(times.length, 15);
  const rows = Array.from({ length: count }, (_, i) => {
    const s = (times[i] - times[0]) / (times[count - 1] - times[0]);
    return [1, s, s * s];
  });
  return Float64Array.from(states, (column) => leastSquares(rows, column.slice(0, count)).x.get(0));
}

function only(regression: SubsetRegression, support: readonly number[], variance: number): Choice | undefined {
  const fit = regression.fit(support);
  if (!fit) return undefined;
  const scored = { fit, length: descriptionLength(regression, fit, variance) };
  return { ...scored, variance, tried: [scored] };
}
