import { type ArrayInput, randomStream } from "@mesoscope/core";
import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { candidatesOf, scalesOf } from "./candidates.js";
import { bagged } from "./choose-terms.js";
import { type CoefficientConstraint, readConstraints } from "./coefficient-constraints.js";
import { type CoefficientUnits, coefficientUnits } from "./coefficient-units.js";
import { columnNames } from "./column-names.js";
import { DynamicsModel } from "./dynamics-model.js";
import { dynamicsResult } from "./dynamics-result.js";
import { checkTerms } from "./features.js";
import type { LinearConstraints } from "./linear-constraints.js";
import { matchByDoubling } from "./match-by-doubling.js";
import { noiseLevel } from "./noise-level.js";
import type { SparseOptimizer } from "./optimizer.js";
import { stepwise } from "./stepwise.js";
import { type LibraryOptions, termLibrary } from "./term-library.js";
import { type FitData, readTrajectories, type Trajectory } from "./trajectory.js";
import { fitDerivatives, fitWeakForm, isClean, windowRadius } from "./weak-fit.js";

/** Options of `sparseDynamics`. */
export interface SparseDynamicsOptions {
  /** Of the states; x0, x1, … unless given. */
  readonly names?: readonly string[];
  /** Of the control inputs; u0, u1, … unless given. */
  readonly controlNames?: readonly string[];
  /** What equations may be made of; all products up to degree 3 by default. */
  readonly library?: LibraryOptions;
  /**
   * What they may be divided by: an equation is a ratio of two sums where that describes the data more shortly. All are sums
   * unless given.
   */
  readonly denominator?: LibraryOptions;
  /** How terms are chosen: `stepwise()` by default, `stlsq()` or `sr3()`. */
  readonly optimizer?: SparseOptimizer;
  /** Linear equations that the coefficients obey, as `energyConserving` gives them. */
  readonly constraints?: readonly CoefficientConstraint[];
  /**
   * Draws of the bagging that says how surely each term is chosen; 0 by default. Where no solutions are matched, the
   * coefficients are then medians of the draws.
   */
  readonly bags?: number;
  /** Units of states, time and controls: each coefficient gets its unit. Numbers of the data are SI. */
  readonly units?: CoefficientUnits;
  /** 0 by default. */
  readonly seed?: number;
}

/** What `sparseDynamics` makes. */
export interface SparseDynamics {
  readonly options: SparseDynamicsOptions;
  /**
   * @param t ascending times, of shape [rows]; for several trajectories a list of such
   * @param X states, of shape [rows, states]; for several trajectories a list of such
   */
  fit(
    t: ArrayInput | readonly ArrayInput[],
    X: ArrayInput | readonly ArrayInput[],
    data?: FitData,
  ): Promise<DynamicsModel>;
}

const known = ["names", "controlNames", "library", "denominator", "optimizer", "constraints", "bags", "units", "seed"];

/**
 * Ordinary differential equations with few terms that explain measured courses of a system. No derivatives are needed: terms
 * are chosen from integrals over windows, whose errors are weighted by the noise found in the data, and then from solutions
 * that are matched to the data. The number of terms is chosen by description length.
 *
 * @example
 * const t = linspace(0, 10, 201);
 * const model = await sparseDynamics({ names: ["x"] }).fit(t, t.map((s) => 2 / (1 + Math.exp(-s + 3))));
 * model.equations; // ["x' = 1 * x - 0.5 * x^2"]
 *
 * @example
 * // Equations may be ratios: x = √(1 + 2t) obeys x′ = 1/x.
 * const t = linspace(0, 10, 201);
 * const options = { names: ["x"], denominator: { degree: 1 } };
 * const model = await sparseDynamics(options).fit(t, t.map((s) => Math.sqrt(1 + 2 * s)));
 * model.equations; // ["x' = 1 / (1 * x)"]
 *
 * @throws ValueError BAD_OPTION, EMPTY_LIBRARY; ShapeError SHAPE_MISMATCH; DataError TOO_FEW_ROWS, NOT_INCREASING,
 *   MISSING_VALUES, CONSTANT_STATE, BAD_TERM; UnitError
 * @see Brunton, Proctor & Kutz, PNAS 113 (2016) 3932; Messenger & Bortz, Multiscale Model. Simul. 19 (2021) 1474, for the
 *   integrals; Bortz, Messenger & Dukic, Bull. Math. Biol. 85 (2023) 110, for their weights; Kaheman, Kutz & Brunton, Proc. R.
 *   Soc. A 476 (2020) 20200279, for ratios
 */
export function sparseDynamics(options: SparseDynamicsOptions = {}): SparseDynamics {
  const owner = "sparseDynamics";
  checkOptions(owner, options, known);
  const { library = {}, denominator, optimizer = stepwise(), bags = 0, seed = 0 } = options;
  checkWhole(owner, "bags", bags, 0);
  if (denominator && options.constraints) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: constraints hold for sums, but denominator lets equations be ratios. Give one of the two.`,
    );
  }
  return {
    options,
    async fit(t, X, data = {}) {
      checkOptions(`${owner}.fit`, data, ["controls", "derivatives"]);
      const trajectories = readTrajectories(`${owner}.fit`, t, X, data);
      const { states, controls, rates } = trajectories[0];
      const names = columnNames(owner, "names", options.names, states.length, "x");
      const controlNames = columnNames(owner, "controlNames", options.controlNames, controls.length, "u");
      const units = options.units && coefficientUnits(owner, options.units, names, controlNames);
      const variables = [...names, ...controlNames];
      const complete = [
        ...termLibrary(owner, library, variables),
        ...(denominator ? termLibrary(owner, denominator, variables, "denominator") : []),
      ];
      const terms = units ? complete.filter((term) => units.isConsistent(term.expression)) : complete;
      const noise = states.map((_, j) => pooledNoise(trajectories, j));
      const errors = rates ? noise.map(() => 0) : noise;
      for (const trajectory of trajectories) checkTerms(owner, terms, trajectory, errors);
      const constraints =
        options.constraints && readConstraints(owner, options.constraints, names, controlNames, terms);
      const regression = rates
        ? await fitDerivatives(trajectories, terms, optimizer, constraints)
        : await fitWeakForm(trajectories, terms, noise, optimizer, constraints);
      const draws = bags > 0 ? await bagged(regression, optimizer, constraints, bags, randomStream(seed)) : undefined;
      const isMatched = !rates && !isClean(trajectories, noise);
      const candidates = candidatesOf(regression);
      const conditions = constraints ?? unitScales(scalesOf(regression), states.length * terms.length);
      const matching = {
        terms,
        candidates: candidates.map((p) => ({ state: Math.floor(p / terms.length), term: p % terms.length })),
        noise,
        constraints: conditions && {
          matrix: conditions.matrix.map((row) => candidates.map((p) => row[p])),
          values: conditions.values,
        },
      };
      const first = Float64Array.from(candidates, (p) => regression.coefficients[p]);
      const match = isMatched
        ? await matchByDoubling(matching, trajectories, 2 * windowRadius(trajectories), first, optimizer.selects)
        : undefined;
      return new DynamicsModel(
        dynamicsResult({
          names,
          controlNames,
          terms,
          noise,
          trajectories,
          regression,
          candidates,
          match,
          draws,
          units,
        }),
      );
    },
  };
}

/** That the coefficients at the places are 1. */
function unitScales(places: readonly number[], size: number): LinearConstraints | undefined {
  if (places.length === 0) return undefined;
  return {
    matrix: places.map((place) => Array.from({ length: size }, (_, p) => Number(p === place))),
    values: places.map(() => 1),
  };
}

/** Over all trajectories. */
function pooledNoise(trajectories: readonly Trajectory[], state: number): number {
  const levels = trajectories.map(({ times, states }) => noiseLevel(times, states[state]) ** 2 * times.length);
  const rows = trajectories.reduce((sum, { times }) => sum + times.length, 0);
  return Math.sqrt(levels.reduce((sum, level) => sum + level, 0) / rows);
}
