import { type RandomStream, standardDeviation } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import type { Choice } from "./choose-support.js";
import { featuresOf } from "./features.js";
import type { LinearConstraints } from "./linear-constraints.js";
import type { SparseOptimizer } from "./optimizer.js";
import { spectralCorner } from "./spectral-corner.js";
import { type LinearEquations, SubsetRegression } from "./subset-regression.js";
import type { Term } from "./term-library.js";
import type { Trajectory } from "./trajectory.js";
import { joined, type WeakTrajectory, weakEquations } from "./weak-equations.js";
import { weakWindows } from "./weak-windows.js";
import { windowAt } from "./window-size.js";

/** Equations of every state, and the terms chosen in them. */
export interface RegressionFit {
  /** State by state, one per term. */
  readonly coefficients: Float64Array;
  /** One per independent group of equations: all states together where constraints join them. */
  readonly choices: readonly Choice[];
  /** Those that the choice was made from, one block per state. */
  readonly blocks: readonly LinearEquations[];
}

/** The errors depend on the coefficients: so often are the equations scaled anew. */
const reweightings = 4;
const windowsPerRadius = 10;
const fewestWindows = 20;
const mostWindows = 300;

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
  const weak: WeakTrajectory[] = trajectories.map((trajectory) => {
    const wanted = Math.round((windowsPerRadius * trajectory.times.length) / radius);
    const most = Math.max(fewestWindows, Math.round(mostWindows / trajectories.length));
    return {
      states: trajectory.states,
      windows: weakWindows(trajectory.times, radius, Math.min(Math.max(wanted, fewestWindows), most)),
      features: featuresOf(terms, trajectory, noise),
    };
  });
  const states = trajectories[0].states.length;
  let fit: RegressionFit = { coefficients: new Float64Array(states * terms.length), choices: [], blocks: [] };
  for (let i = 0; i < reweightings; i++) {
    await tick(i, reweightings);
    const { coefficients } = fit;
    const own = (state: number) => coefficients.subarray(state * terms.length, (state + 1) * terms.length);
    const blocks = Array.from({ length: states }, (_, state) => weakEquations(state, weak, noise, own(state)));
    fit = chooseTerms(blocks, optimizer, constraints);
  }
  return fit;
}

/** What is left of a measured derivative by rounding, as a share of it. */
const roundingShare = 1e-5;

/** From states and their measured derivatives, row by row. */
export function fitDerivatives(
  trajectories: readonly Trajectory[],
  terms: readonly Term[],
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
): RegressionFit {
  const none = trajectories[0].states.map(() => 0);
  const features = trajectories.map((trajectory) => featuresOf(terms, trajectory, none).values);
  const blocks = none.map((_, state) => {
    const target = joined(trajectories.map(({ rates }) => rates![state]));
    const floor = roundingShare * Math.sqrt(target.reduce((sum, v) => sum + v * v, 0) / target.length) || 1;
    const scaled = (column: Float64Array) => column.map((value) => value / floor);
    return { columns: terms.map((_, l) => scaled(joined(features.map((each) => each[l])))), target: scaled(target) };
  });
  return chooseTerms(blocks, optimizer, constraints);
}

/** State by state, or for all states at once where constraints join them. */
function chooseTerms(
  blocks: readonly LinearEquations[],
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
): RegressionFit {
  const width = blocks[0].columns.length;
  const coefficients = new Float64Array(blocks.length * width);
  const groups = constraints
    ? [new SubsetRegression(blocks, constraints)]
    : blocks.map((block) => new SubsetRegression([block]));
  const choices = groups.map((regression) => optimizer.choose(regression));
  choices.forEach(({ fit }, g) => {
    fit.support.forEach((p, k) => {
      coefficients[g * width + p] = fit.coefficients[k];
    });
  });
  return { coefficients, choices, blocks };
}

/** How often each coefficient is chosen, and its median, when the equations are drawn anew with replacement. */
export async function bagged(
  fit: RegressionFit,
  optimizer: SparseOptimizer,
  constraints: LinearConstraints | undefined,
  bags: number,
  random: RandomStream,
): Promise<Float64Array[]> {
  const draws: Float64Array[] = [];
  for (let bag = 0; bag < bags; bag++) {
    await tick(bag, bags);
    const blocks = fit.blocks.map(({ columns, target }) => {
      const rows = Int32Array.from(target, () => random.integer(target.length));
      const drawn = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
      return { columns: columns.map(drawn), target: drawn(target) };
    });
    draws.push(chooseTerms(blocks, optimizer, constraints).coefficients);
  }
  return draws;
}

/** Whether the noise is too small to be worth matching solutions. */
export function isClean(trajectories: readonly Trajectory[], noise: readonly number[]): boolean {
  return noise.every(
    (level, j) => level < 1e-4 * standardDeviation(joined(trajectories.map(({ states }) => states[j]))),
  );
}
