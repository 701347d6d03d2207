import type { EquationBlock } from "./choose-terms.js";
import type { Features } from "./features.js";
import { hasPole, ratioFeatures } from "./ratio-features.js";
import type { LinearEquations } from "./subset-regression.js";
import type { Term } from "./term-library.js";

/** What rates of change are found from. */
export interface RateData {
  readonly terms: readonly Term[];
  /** By trajectory. */
  readonly features: readonly Features[];
  /** Standard deviation of the noise on each state. */
  readonly noise: readonly number[];
  /** Rates of a state by trajectory, measured or estimated. */
  ratesOf(state: number): readonly Float64Array[];
  /** A state's rate in terms of the features by trajectory, scaled to errors of variance 1 for the given coefficients. */
  equationsFor(state: number, features: readonly Features[], coefficients: Float64Array): LinearEquations;
}

/** What is held of the equation of one state before the next step. */
export interface EquationGuess extends Pick<EquationBlock, "open" | "scale"> {
  /** One per term. */
  readonly coefficients: Float64Array;
}

/** Nothing but that the equation is a sum. */
export function sumOf(terms: readonly Term[]): EquationGuess {
  const open = [...terms.keys()].filter((l) => !terms[l].divides);
  return { coefficients: new Float64Array(terms.length), open };
}

/** The equation near the guess; `undefined` where it has a pole along the data. */
export function linearized(data: RateData, state: number, guess: EquationGuess): EquationBlock | undefined {
  const { coefficients, ...choosable } = guess;
  const { terms, noise } = data;
  if (hasPole(data, coefficients)) return undefined;
  const features = data.features.map((each) => ratioFeatures(terms, each, coefficients, noise));
  const undivided = coefficients.map((value, l) => (terms[l].divides ? 0 : value));
  const { columns, target } = data.equationsFor(state, features, undivided);
  const shifted = target.map((value, row) =>
    terms.reduce((sum, { divides }, l) => {
      const isFree = divides && l !== guess.scale && coefficients[l] !== 0;
      return isFree ? sum + coefficients[l] * columns[l][row] : sum;
    }, value),
  );
  return { columns, target: shifted, ...choosable };
}
