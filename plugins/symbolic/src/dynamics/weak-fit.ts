import { standardDeviation } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import { axisWindows } from "./axis-windows.js";
import { chooseTerms, type RegressionFit } from "./choose-terms.js";
import { type EquationGuess, linearized, type RateData, sumOf } from "./equation-guess.js";
import { featuresOf } from "./features.js";
import type { LinearConstraints } from "./linear-constraints.js";
import { localRates } from "./local-rates.js";
import type { SparseOptimizer } from "./optimizer.js";
import { searchRatio } from "./search-ratio.js";
import { spectralCorner } from "./spectral-corner.js";
import type { Term } from "./term-library.js";
import type { Trajectory } from "./trajectory.js";
import { joined, weakEquations } from "./weak-equations.js";
import { powerOf, windowAt } from "./window-size.js";

/** The errors depend on the coefficients: so often are the equations scaled anew. */
const reweightings = 4;
/** Ratios are linearised until they stay. */
const mostRatioSteps = 20;
const settledChange = 1e-8;

const windowsPerRadius = 10;
const fewestWindows = 20;
const mostWindows = 300;
/** Enough to tell denominators apart. */
const mostSearchWindows = 80;

/** Samples to each side of a test function: half of what the corner of the spectrum asks, since the errors are weighted. */
export function windowRadius(trajectories: readonly Trajectory[]): number {
  const { states } = trajectories.reduce((a, b) => (b.times.length > a.times.length ? b : a));
  const samples = states[0].length;
  const radii = states.map((state) => windowAt(spectralCorner([state]), samples).radius);
  const mean = radii.reduce((sum, radius) => sum + radius, 0) / radii.length;
  const shortest = Math.min(...trajectories.map(({ times }) => times.length));
  return Math.min(Math.max(3, Math.round(mean / 2)), Math.floor((shortest - 1) / 3));
}

/** From states alone, by integrals over windows. */
export async function fitWeakForm(
  trajectories: readonly Trajectory[],
  terms: readonly Term[],
  noise: readonly number[],
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
): Promise<RegressionFit> {
  const radius = windowRadius(trajectories);
  const features = trajectories.map((trajectory) => featuresOf(terms, trajectory, noise));
  const dataWith = (windowsInAll: number): RateData => {
    const windows = trajectories.map(({ times }) => {
      const wanted = Math.round((windowsPerRadius * times.length) / radius);
      const most = Math.max(fewestWindows, Math.round(windowsInAll / trajectories.length));
      return axisWindows(times, { radius, power: powerOf(radius) }, Math.min(Math.max(wanted, fewestWindows), most));
    });
    return {
      ...{ terms, features, noise },
      ratesOf: (state) => trajectories.map(({ times, states }) => localRates(times, states[state], radius)),
      equationsFor: (state, along, coefficients) => {
        const weak = trajectories.map(({ states }, s) => ({ states, windows: windows[s], features: along[s] }));
        return weakEquations(state, weak, noise, coefficients);
      },
    };
  };
  return fitRates(dataWith(mostWindows), dataWith(mostSearchWindows), reweightings, optimizer, constraints);
}

/** What is left of a measured derivative by rounding, as a share of it. */
const roundingShare = 1e-5;

/** From states and their measured derivatives, row by row. */
export async function fitDerivatives(
  trajectories: readonly Trajectory[],
  terms: readonly Term[],
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
): Promise<RegressionFit> {
  const noise = trajectories[0].states.map(() => 0);
  const ratesOf = (state: number) => trajectories.map(({ rates }) => rates![state]);
  const data: RateData = {
    ...{ terms, noise, ratesOf },
    features: trajectories.map((trajectory) => featuresOf(terms, trajectory, noise)),
    equationsFor: (state, along) => {
      const target = joined(ratesOf(state));
      const floor = roundingShare * Math.sqrt(target.reduce((sum, v) => sum + v * v, 0) / target.length) || 1;
      const scaled = (column: Float64Array) => column.map((value) => value / floor);
      return {
        columns: terms.map((_, l) => scaled(joined(along.map(({ values }) => values[l])))),
        target: scaled(target),
      };
    },
  };
  return fitRates(data, data, 1, optimizer, constraints);
}

async function fitRates(
  data: RateData,
  searched: RateData,
  steps: number,
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
): Promise<RegressionFit> {
  const { terms, noise } = data;
  const hasRatios = terms.some(({ divides }) => divides);
  const mostSteps = hasRatios ? mostRatioSteps : steps;
  const guesses: EquationGuess[] = [];
  for (const state of noise.keys()) {
    guesses.push(hasRatios ? await searchRatio(searched, state, optimizer) : sumOf(terms));
  }
  for (let i = 1; ; i++) {
    await tick(i, mostSteps);
    const blocks = guesses.map((guess, state) => {
      const block = linearized(data, state, guess);
      if (block) return block;
      guesses[state] = sumOf(terms);
      return linearized(data, state, guesses[state])!;
    });
    const fit = chooseTerms(blocks, optimizer, constraints);
    const known = guesses.flatMap(({ coefficients }) => [...coefficients]);
    guesses.forEach((guess, state) => {
      const coefficients = fit.coefficients.slice(state * terms.length, (state + 1) * terms.length);
      guesses[state] = { ...guess, coefficients };
    });
    const isSettled = fit.coefficients.every(
      (value, p) => Math.abs(value - known[p]) <= settledChange * Math.abs(value),
    );
    if (isSettled || i === mostSteps) return fit;
  }
}

/** Whether the noise is too small to be worth matching solutions. */
export function isClean(trajectories: readonly Trajectory[], noise: readonly number[]): boolean {
  return noise.every(
    (level, j) => level < 1e-4 * standardDeviation(joined(trajectories.map(({ states }) => states[j]))),
  );
}
