import { leastSquares } from "@mesoscope/core";
import {
  type Choice,
  chooseSupport,
  descriptionLength,
  natsPerTerm,
  residualVariance,
  stepwisePath,
} from "./choose-support.js";
import { coefficientsOf, supportOf } from "./coefficients-of-support.js";
import { linearize } from "./linearize-matching.js";
import type { Matching } from "./matching.js";
import type { Segment } from "./segment.js";
import { type Settled, settle } from "./settle-matching.js";
import { SubsetRegression } from "./subset-regression.js";

const mostChanges = 6;

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
