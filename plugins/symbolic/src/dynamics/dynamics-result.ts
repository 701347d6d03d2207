import { scalesOf } from "./candidates.js";
import type { Choice, ScoredFit } from "./choose-support.js";
import type { RegressionFit } from "./choose-terms.js";
import type { UnitsOfTerms } from "./coefficient-units.js";
import { placed, supportOf } from "./coefficients-of-support.js";
import { equationTexts } from "./equation-text.js";
import type { Match } from "./match-trajectories.js";
import type { Term } from "./term-library.js";
import type { Trajectory } from "./trajectory.js";

/** A coefficient that is not 0. */
export interface Coefficient {
  readonly state: string;
  /** As mathjs reads it. */
  readonly term: string;
  /** Given where the equation is divided by the sum of such terms, one of which has the coefficient 1. */
  readonly divides?: true;
  readonly value: number;
  readonly standardError: number;
  /** How surely the term belongs to the equation, from 0 to 1. */
  readonly inclusion: number;
  /** In SI base units; `undefined` where no units were given. */
  readonly unit?: string;
}

/** Another law that explains the data, with the nats by which its description is longer. */
export interface Alternative {
  readonly equations: readonly string[];
  readonly excess: number;
}

/** A law as plain data. */
export interface DynamicsData {
  readonly names: readonly string[];
  readonly controlNames: readonly string[];
  readonly coefficients: readonly Coefficient[];
  /** Of the coefficients, a row each. */
  readonly covariance: readonly (readonly number[])[];
  /** Standard deviation of the noise found on each state. */
  readonly noise: readonly number[];
  /** Of each state in the data. */
  readonly ranges: readonly (readonly [number, number])[];
  /** "solutions" where they were matched to the data, else "integrals" or "derivatives". */
  readonly fitted: "solutions" | "integrals" | "derivatives";
  readonly alternatives: readonly Alternative[];
}

interface Found {
  readonly names: readonly string[];
  readonly controlNames: readonly string[];
  readonly terms: readonly Term[];
  readonly noise: readonly number[];
  readonly trajectories: readonly Trajectory[];
  readonly regression: RegressionFit;
  readonly candidates: readonly number[];
  readonly match: Match | undefined;
  readonly draws: readonly Float64Array[] | undefined;
  readonly units: UnitsOfTerms | undefined;
}

const mostAlternatives = 5;

export function dynamicsResult(found: Found): DynamicsData {
  const { names, controlNames, terms, noise, trajectories, regression, candidates, match, draws, units } = found;
  const size = names.length * terms.length;
  const groups = match ? [{ choice: match.choice, places: candidates }] : groupsOf(regression, size);
  const scales = scalesOf(regression);
  const chosen = match ? placed(match.coefficients, candidates, new Float64Array(size)) : regression.coefficients;
  const whole = placed(new Float64Array(scales.length).fill(1), scales, chosen);
  const simple = withoutDivisionByOne(whole, terms);
  const support = supportOf(simple);
  const covariance = covarianceOf(groups, support);
  const inclusion = draws ? shares(draws) : evidence(groups, size);
  const textsOf = (coefficients: Float64Array) =>
    equationTexts(names, terms, withoutDivisionByOne(coefficients, terms));
  const value = (p: number) => (draws ? medianOf(draws, p) : whole[p]);
  return {
    names,
    controlNames,
    coefficients: support.map((p, k) => {
      const [state, term] = [Math.floor(p / terms.length), terms[p % terms.length]];
      const scale = terms[regression.blocks[state].scale ?? -1];
      return {
        state: names[state],
        term: term.name,
        ...(term.divides && { divides: true as const }),
        value: match ? whole[p] : value(p),
        standardError: Math.sqrt(covariance[k][k]),
        inclusion: inclusion[p],
        ...(units && { unit: units.unitOf(state, term, scale) }),
      };
    }),
    covariance,
    noise,
    ranges: names.map((_, j) => rangeOf(trajectories, j)),
    fitted: match ? "solutions" : trajectories[0].rates ? "derivatives" : "integrals",
    alternatives: alternativesOf(groups, whole, textsOf),
  };
}

/** Where nothing but 1 is left of a denominator. */
function withoutDivisionByOne(coefficients: Float64Array, terms: readonly Term[]): Float64Array {
  const simple = coefficients.slice();
  for (let first = 0; first < simple.length; first += terms.length) {
    const divisors = terms.flatMap(({ divides }, l) => (divides && simple[first + l] !== 0 ? [l] : []));
    if (divisors.length === 1 && terms[divisors[0]].name === "1") simple[first + divisors[0]] = 0;
  }
  return simple;
}

interface Group {
  readonly choice: Choice;
  /** Where each column stands among all states and terms. */
  readonly places: readonly number[];
}

function groupsOf({ choices }: RegressionFit, size: number): Group[] {
  const width = size / choices.length;
  return choices.map((choice, g) => ({ choice, places: Array.from({ length: width }, (_, p) => g * width + p) }));
}

function covarianceOf(groups: readonly Group[], support: readonly number[]): number[][] {
  const covariance = support.map(() => new Array<number>(support.length).fill(0));
  for (const { choice, places } of groups) {
    const { fit, variance } = choice;
    const at = fit.support.map((p) => support.indexOf(places[p]));
    // A coefficient that constraints set to 0 has no row.
    at.forEach((row, i) => {
      at.forEach((column, j) => {
        if (row >= 0 && column >= 0) covariance[row][column] = variance * fit.spread[i * at.length + j];
      });
    });
  }
  return covariance;
}

/** Shares of the bags. */
function shares(draws: readonly Float64Array[]): Float64Array {
  return draws[0].map((_, p) => draws.filter((draw) => draw[p] !== 0).length / draws.length);
}

function medianOf(draws: readonly Float64Array[], p: number): number {
  const values = draws
    .map((draw) => draw[p])
    .filter((value) => value !== 0)
    .sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}

/** By the weight that the descriptions of all laws tried give to those with the term. */
function evidence(groups: readonly Group[], size: number): Float64Array {
  const probability = new Float64Array(size);
  for (const { choice, places } of groups) {
    const weights = choice.tried.map(({ length }) => Math.exp(choice.tried[0].length - length));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    choice.tried.forEach(({ fit }, i) => {
      for (const p of fit.support) probability[places[p]] += weights[i] / total;
    });
  }
  return probability;
}

function alternativesOf(
  groups: readonly Group[],
  whole: Float64Array,
  textsOf: (coefficients: Float64Array) => string[],
): Alternative[] {
  const found = groups.flatMap(({ choice, places }) =>
    choice.tried
      .filter(({ fit }) => fit.support.join() !== choice.fit.support.join())
      .slice(0, mostAlternatives)
      .map((scored) => ({ places, scored, excess: scored.length - choice.length })),
  );
  const own = textsOf(whole).join();
  return found
    .sort((a, b) => a.excess - b.excess)
    .map(({ places, scored, excess }) => ({ equations: textsOf(replaced(whole, places, scored)), excess }))
    .filter(({ equations }) => equations.join() !== own)
    .slice(0, mostAlternatives);
}

/** All coefficients, those at the places by another fit. */
function replaced(whole: Float64Array, places: readonly number[], { fit }: ScoredFit): Float64Array {
  const others = whole.slice();
  for (const p of places) others[p] = 0;
  return placed(
    fit.coefficients,
    fit.support.map((p) => places[p]),
    others,
  );
}

function rangeOf(trajectories: readonly Trajectory[], state: number): [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { states } of trajectories) {
    for (const value of states[state]) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  }
  return [lowest, highest];
}
