import { checkNumber, checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { type Bounds, Inputs } from "./inputs.js";
import type { Estimators } from "./learn.js";
import type { Simulation } from "./simulate.js";
import { fewestRuns, SurrogateStudy } from "./surrogate-study.js";

/** Options of `surrogate`. */
export interface SurrogateOptions<Name extends string> {
  /** The lower and upper bound of each input, by its name. */
  readonly inputs: Bounds<Name>;
  /** How often the simulator may be called, failures included. */
  readonly budget: number;
  /** What may learn the simulator, by name; all are tried and the best is taken. */
  readonly estimators: Estimators;
  /** Of the budget, for runs that are spread evenly before the first model; 0.5 unless given. */
  readonly initialShare?: number;
  /** Of the design and of the folds; 0 unless given. */
  readonly seed?: number;
}

/** Names of the options of `surrogate`. */
const known = ["inputs", "budget", "estimators", "initialShare", "seed"];

/**
 * A cheap replacement for a dear simulator, which `run` plans, computes, learns and judges; the study keeps all runs.
 *
 * The first runs are a scrambled Sobol sequence. Then come rounds: all estimators are judged by cross-validation, the
 * best is fitted to all runs, and the next runs go where it is least sure, by its `predictive`, or, where it has none,
 * farthest from earlier runs. The simulator gets its inputs by name and gives a number, or a list of always as many;
 * calls that throw or give other than finite numbers are kept as failed runs with their reason, and never made again.
 *
 * @param simulator a function of the inputs, which may be asynchronous
 *
 * @example
 * const average = { options: {}, fit: async (X, y) => ({ predict: (rows) => full(asArray(rows).shape[0], mean(y)), toJSON: () => 0 }) };
 * const study = surrogate(({ width }) => 3 + 0 * width, { inputs: { width: [0.1, 2] }, budget: 12, estimators: { average } });
 * await study.run();
 * study.runs.length; // 12
 * study.predict({ width: 1 }).data; // [3]
 *
 * @throws ValueError BAD_OPTION
 * @see Forrester, Sóbester & Keane, Engineering Design via Surrogate Modelling (2008), chapters 1 to 3
 */
export function surrogate<Name extends string>(
  simulator: Simulation<Name>,
  options: SurrogateOptions<Name>,
): SurrogateStudy<Name> {
  checkOptions("surrogate", options, known);
  const { budget, initialShare = 0.5, seed = 0 } = options;
  checkSimulator("surrogate", simulator);
  checkEstimators("surrogate", options.estimators);
  checkWhole("surrogate", "budget", budget, fewestRuns);
  checkNumber(
    "surrogate",
    "initialShare",
    initialShare,
    "a number above 0, up to 1",
    (share) => share > 0 && share <= 1,
  );
  const inputs = new Inputs("surrogate", options.inputs);
  const settings = { inputs, estimators: options.estimators, initialShare, seed };
  return new SurrogateStudy(simulator, settings, { budget, runs: [], planned: [], rounds: [] });
}

/** @throws ValueError BAD_OPTION */
export function checkSimulator(owner: string, simulator: unknown): void {
  if (typeof simulator === "function") return;
  throw new ValueError("BAD_OPTION", `${owner}: the simulator is no function. Give one of inputs by name.`);
}

/** @throws ValueError BAD_OPTION */
export function checkEstimators(owner: string, estimators: Estimators): void {
  const entries = Object.entries(estimators ?? {});
  const wrong = entries.find(([, estimator]) => typeof estimator?.fit !== "function");
  if (entries.length > 0 && !wrong) return;
  const found = wrong ? `estimator ${wrong[0]} has no fit` : "there are no estimators";
  throw new ValueError("BAD_OPTION", `${owner}: ${found}. Give some by name, such as { network: mlp() }.`);
}
