import type { RandomStream } from "@mesoscope/core";
import type { Evaluator } from "../../engine/evaluator.js";
import { type ConstantsFit, fitConstants } from "../../engine/fit-constants.js";
import { linearConstants } from "../../engine/linear-constants.js";
import { constantsOf, type Expression, withConstants } from "../../expression/expression.js";
import { workOfFit } from "../work-of-fit.js";
import { constantScales, type Scale } from "./constant-scales.js";

/** Starts for one nonlinear constant; each further one doubles them, to a limit. */
const startsForOne = 16;
const mostStarts = 512;
/** Steps from each start, and for the few best of them. */
const scoutIterations = 12;
const iterations = 300;
const finalists = 12;

/**
 * The best constants of a formula, wherever they lie: fits from the values it has and from values at random on a
 * logarithmic scale, with both signs, around what makes a difference to the formula. Constants that it is linear in need
 * no start. Yields the work done.
 */
export function* fitFromManyStarts(
  expression: Expression,
  evaluator: Evaluator,
  scouting: Evaluator,
  random: RandomStream,
): Generator<number, ConstantsFit, void> {
  const isLinear = linearConstants(expression);
  const nonlinear = isLinear.reduce((count, linear) => count + 1 - linear, 0);
  const starts = nonlinear === 0 ? 1 : Math.min(mostStarts, startsForOne * 2 ** nonlinear);
  const scales = constantScales(expression, scouting);
  const best: ConstantsFit[] = [];
  for (let start = 0; start < starts; start++) {
    const begin = start === 0 ? expression : atRandom(expression, scales, isLinear, random);
    best.push(fitConstants(begin, scouting, { maxIterations: scoutIterations }));
    best.sort((a, b) => a.loss - b.loss);
    if (best.length > finalists) best.pop();
    yield workOfFit(expression, scouting.rows, scoutIterations);
  }
  let winner = best[0] as ConstantsFit;
  for (const { expression: scouted } of best) {
    const fit = fitConstants(scouted, evaluator, { maxIterations: iterations });
    if (fit.loss < winner.loss || winner === best[0]) winner = fit;
    yield workOfFit(expression, evaluator.rows, iterations);
  }
  return winner;
}

/** Decades to both sides of the scale of a constant. */
const decades = 1.5;

function atRandom(
  expression: Expression,
  scales: readonly Scale[],
  isLinear: Uint8Array,
  random: RandomStream,
): Expression {
  const values = constantsOf(expression).map((value, i) => {
    const { size, shifts } = scales[i] as Scale;
    if (isLinear[i]) return value;
    if (shifts && random.uniform() < 0.7) return shifts[random.integer(shifts.length)] as number;
    const sign = random.uniform() < 0.3 ? -1 : 1;
    return sign * Math.sign(value || 1) * size * 10 ** (decades * (2 * random.uniform() - 1));
  });
  return withConstants(expression, values);
}
