import { checkOptions, ValueError } from "@mesoscope/sdk";
import { inputNames } from "../propagation/input-names.js";
import { type Acquisition, expectedImprovement, lowerConfidenceBound } from "./acquisition.js";
import { knowledgeGradient } from "./knowledge-gradient.js";
import { OptimizationStudy, type OptimizationStudyData } from "./optimization-study.js";

/** Options of `bayesianOptimization`. */
export interface BayesianOptimizationOptions {
  /** Lower and upper bound of every input. */
  readonly bounds: readonly (readonly [number, number])[];
  /** The inputs that are whole numbers, counted from 0; none by default. */
  readonly integers?: readonly number[];
  /** How many objectives are minimised, 1 by default; 2 and 3 by expected hypervolume improvement. */
  readonly objectives?: number;
  /** How many constraints there are; a point is allowed where all of them are at most 0. None by default. */
  readonly constraints?: number;
  /** What decides the next point with one objective; `expectedImprovement()` by default. */
  readonly acquisition?: Acquisition;
  /** How many spread points come first; twice the inputs and two more by default. */
  readonly initial?: number;
  /** What the inputs are called; x0, x1, …, unless given. */
  readonly names?: readonly string[];
  /** 0 by default. */
  readonly seed?: number;
}

const acquisitions: Readonly<Record<string, (options: { confidence?: number }) => Acquisition>> = {
  expectedImprovement,
  lowerConfidenceBound,
  knowledgeGradient,
};

/**
 * Finds the minimum of a function that is dear to evaluate: every evaluation goes where Gaussian processes of all that was
 * seen expect most from it.
 *
 * `run` evaluates a function; `ask` and `tell` leave that to others, several points at a time if wanted. The study keeps
 * all evaluations, also when `run` is stopped, and goes on from its JSON.
 *
 * @example
 * const study = bayesianOptimization({ bounds: [[-2, 2]], initial: 4 });
 * await study.run(([x]) => (x - 0.5) ** 2, { evaluations: 10 });
 * Math.abs(study.best.X[0] - 0.5) < 0.1; // true
 *
 * @throws ValueError BAD_OPTION
 * @see Garnett, Bayesian Optimization (2023), chapters 5 to 8 and 11
 */
export function bayesianOptimization(options: BayesianOptimizationOptions): OptimizationStudy {
  check(options);
  return new OptimizationStudy({ acquisition: expectedImprovement(), ...options }, []);
}

/**
 * The study that its `toJSON` wrote; it goes on as the first would have. A custom acquisition is given again.
 *
 * @example
 * const study = bayesianOptimization({ bounds: [[0, 1]] });
 * study.tell([[0.5]], [2]);
 * loadOptimization(JSON.parse(JSON.stringify(study))).best.value; // 2
 *
 * @throws ValueError BAD_VALUE where the data is no saved study
 */
export function loadOptimization(json: unknown, options: { acquisition?: Acquisition } = {}): OptimizationStudy {
  const { type, version, settings, evaluations } = (json ?? {}) as OptimizationStudyData;
  if (type !== "bayesianOptimization" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadOptimization: the data is no saved study. Give what JSON.parse makes of a saved one.",
    );
  }
  const { name, ...rest } = settings.acquisition;
  const acquisition = options.acquisition ?? acquisitions[name]?.(rest);
  if (!acquisition) {
    throw new ValueError(
      "BAD_VALUE",
      `loadOptimization: the study's acquisition ${name} is not of this package. Give it again as { acquisition }.`,
    );
  }
  return new OptimizationStudy({ ...settings, acquisition }, evaluations);
}

function check(options: BayesianOptimizationOptions): void {
  const owner = "bayesianOptimization";
  checkOptions(owner, options, [
    "bounds",
    "names",
    "integers",
    "objectives",
    "constraints",
    "acquisition",
    "initial",
    "seed",
  ]);
  const { bounds, integers = [], objectives = 1, constraints = 0, acquisition, initial = 1 } = options;
  const fail = (message: string) => {
    throw new ValueError("BAD_OPTION", `${owner}: ${message}`);
  };
  if (!Array.isArray(bounds) || bounds.length === 0) fail("bounds are missing. Give [low, high] for every input.");
  const bad = bounds.findIndex(
    (bound) => !(Array.isArray(bound) && bound.length === 2 && bound.every(Number.isFinite) && bound[0] < bound[1]),
  );
  if (bad >= 0) fail(`the bounds of input ${bad} are ${bounds[bad]}. Give two finite numbers, the lower first.`);
  inputNames(owner, options.names, bounds.length);
  const stray = integers.find((j) => !(Number.isInteger(j) && j >= 0 && j < bounds.length));
  if (stray !== undefined)
    fail(`integers names input ${stray} of ${bounds.length}, counted from 0. Name inputs that exist.`);
  if (![1, 2, 3].includes(objectives)) fail(`objectives is ${objectives}. Up to 3 can be handled.`);
  if (!(Number.isInteger(constraints) && constraints >= 0)) fail(`constraints is ${constraints}. Give their number.`);
  if (!(Number.isInteger(initial) && initial >= 1)) fail(`initial is ${initial}. Give a whole number of at least 1.`);
  if (acquisition && typeof acquisition.score !== "function") {
    fail("acquisition is none. Give one, such as expectedImprovement() or lowerConfidenceBound().");
  }
  if (acquisition && objectives > 1) {
    fail(`with ${objectives} objectives the acquisition is the expected hypervolume improvement. Leave it out.`);
  }
}
