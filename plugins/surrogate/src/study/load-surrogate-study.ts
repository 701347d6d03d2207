import { type ArrayModel, NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadConformalIntervals } from "../uncertainty/load-conformal-intervals.js";
import { Inputs } from "./inputs.js";
import type { Estimators, Learned } from "./learn.js";
import type { Simulation } from "./simulate.js";
import { checkEstimators, checkSimulator } from "./surrogate.js";
import { SurrogateStudy } from "./surrogate-study.js";

/** What no file holds. */
export interface LoadSurrogateStudyOptions<Name extends string> {
  readonly simulator: Simulation<Name>;
  /** Those that the study was made with, by the same names. */
  readonly estimators: Estimators;
  /** Reads what the model of the best estimator wrote. */
  // biome-ignore lint/suspicious/noExplicitAny: what a load function reads is its package's own format
  readonly loadModel: (json: any, estimator: string) => ArrayModel;
}

type Saved<Name extends string> = ReturnType<SurrogateStudy<Name>["toJSON"]>;

/**
 * The study that its `toJSON` wrote; it goes on as the first would have.
 *
 * @example
 * const loadModel = (value) => ({ predict: (rows) => full(asArray(rows).shape[0], value), toJSON: () => value });
 * const estimators = { average: { options: {}, fit: async (X, y) => loadModel(mean(y)) } };
 * const simulator = ({ width }) => 3 + 0 * width;
 * const study = await surrogate(simulator, { inputs: { width: [0.1, 2] }, budget: 8, estimators }).run();
 * const again = loadSurrogateStudy(JSON.parse(JSON.stringify(study)), { simulator, estimators, loadModel });
 * again.predict([1]).data; // [3]
 *
 * @throws ValueError BAD_VALUE where the data is no saved study, BAD_OPTION
 */
export function loadSurrogateStudy<Name extends string>(
  json: unknown,
  { simulator, estimators, loadModel }: LoadSurrogateStudyOptions<Name>,
): SurrogateStudy<Name> {
  const owner = "loadSurrogateStudy";
  const { type, version, settings, learned, ...state } = (json ?? {}) as Saved<Name>;
  if (type !== "surrogateStudy" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      `${owner}: the data is no saved study. Give what JSON.parse makes of a saved one.`,
    );
  }
  checkSimulator(owner, simulator);
  checkEstimators(owner, estimators);
  return new SurrogateStudy(
    simulator,
    { ...settings, estimators, inputs: new Inputs(owner, settings.inputs) },
    {
      budget: state.budget,
      runs: [...state.runs],
      planned: [...state.planned],
      rounds: state.rounds.map((round) => ({ ...round, relativeError: numberOf(round.relativeError) })),
      ...(learned && { learned: learnedOf(learned, loadModel) }),
    },
  );
}

function learnedOf(
  { scores, model, unseen, ...rest }: NonNullable<Saved<string>["learned"]>,
  loadModel: LoadSurrogateStudyOptions<string>["loadModel"],
): Learned {
  const read = scores.map((score) => ({
    ...score,
    relativeError: numberOf(score.relativeError),
    determination: numberOf(score.determination),
    coverage: numberOf(score.coverage),
  }));
  return {
    ...rest,
    scores: read,
    model: loadConformalIntervals(model, (saved) => loadModel(saved, scores[0].name)),
    unseen: NDArray.fromJSON(unseen),
  };
}

/** JSON writes NaN as null. */
function numberOf(value: number | null): number {
  return value ?? Number.NaN;
}
