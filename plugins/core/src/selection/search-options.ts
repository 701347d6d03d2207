import { checkOptions, checkWhole, MesoscopeError, NumericError, StopError, tick, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { checkFunction } from "../check-function.js";
import { rootMeanSquareError } from "../metrics/point-metrics.js";
import { randomStream } from "../random/random-stream.js";
import { Distribution } from "../statistics/distributions/distribution.js";
import {
  type ArrayEstimator,
  type ArrayModel,
  crossValidate,
  type Metric,
  type PredictiveMetric,
} from "./cross-validate.js";
import { type Candidate, OptionSearch } from "./option-search.js";
import type { Split } from "./splits.js";

/** Makes an estimator of options, such as `gaussianProcess`. */
export type Factory<O, M extends ArrayModel> = (options: O) => ArrayEstimator<M>;

export interface SearchOptions {
  /** Row numbers to learn from and to judge by; `kFold(n)` unless given. */
  readonly splits?: readonly Split[];
  /** The score that decides; the root mean squared error unless one is given. */
  readonly metric?: Metric;
  /** Or a score of predictions with their uncertainty. */
  readonly predictiveMetric?: PredictiveMetric;
  /** Whether a large score is good, as for `coefficientOfDetermination`; "least" unless given. */
  readonly goal?: "least" | "greatest";
}

const searchOptions = ["splits", "metric", "predictiveMetric", "goal"];

/**
 * The best of all combinations of options by cross-validation, fitted to all rows.
 *
 * @param factory makes an estimator of one combination
 * @param grid for each option the values to try
 *
 * @example
 * const shifted = ({ by }) => ({ options: { by }, fit: async () => ({ predict: (X) => add(asVector(X), by), toJSON: () => by }) });
 * const found = await gridSearch(shifted, { by: [0, 1, 2] }, [1, 2, 3, 4], [2, 3, 4, 5]);
 * found.best; // { by: 1 }
 *
 * @throws ValueError BAD_OPTION; NumericError NOT_FINITE where no combination can be fitted; and as `crossValidate`
 */
export async function gridSearch<O extends object, M extends ArrayModel>(
  factory: Factory<O, M>,
  grid: { readonly [name in keyof O]?: readonly O[name][] },
  X: ArrayInput,
  y: ArrayInput,
  options: SearchOptions = {},
): Promise<OptionSearch<O, M>> {
  checkSearched("gridSearch", factory, grid);
  checkOptions("gridSearch", options, searchOptions);
  let combinations: object[] = [{}];
  for (const [name, values] of Object.entries(grid) as [string, readonly unknown[]][]) {
    checkChoices("gridSearch", name, values);
    combinations = combinations.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value })));
  }
  return bestOf("gridSearch", factory, combinations as O[], X, y, options);
}

/**
 * The best of `trials` random combinations of options by cross-validation, fitted to all rows: for many options, of which
 * few matter.
 *
 * @param space for each option a distribution to draw from, or values to choose among
 *
 * @example
 * const shifted = ({ by }) => ({ options: { by }, fit: async () => ({ predict: (X) => add(asVector(X), by), toJSON: () => by }) });
 * const found = await randomSearch(shifted, { by: uniform({ lower: 0, upper: 2 }) }, [1, 2, 3, 4], [2, 3, 4, 5]);
 * Math.abs(found.best.by - 1) < 0.3; // true
 *
 * @throws as `gridSearch`
 * @see Bergstra & Bengio, J. Mach. Learn. Res. 13 (2012) 281
 */
export async function randomSearch<O extends object, M extends ArrayModel>(
  factory: Factory<O, M>,
  space: { readonly [name in keyof O]?: Distribution | readonly O[name][] },
  X: ArrayInput,
  y: ArrayInput,
  options: SearchOptions & { readonly trials?: number; readonly seed?: number } = {},
): Promise<OptionSearch<O, M>> {
  checkSearched("randomSearch", factory, space);
  checkOptions("randomSearch", options, [...searchOptions, "trials", "seed"]);
  const { trials = 20, seed, ...others } = options;
  checkWhole("randomSearch", "trials", trials, 1);
  const stream = randomStream(seed);
  const axes = Object.entries(space) as [string, Distribution | readonly unknown[]][];
  for (const [name, values] of axes) if (!(values instanceof Distribution)) checkChoices("randomSearch", name, values);
  const drawn = Array.from({ length: trials }, () =>
    Object.fromEntries(
      axes.map(([name, values]) => [
        name,
        values instanceof Distribution ? values.draw(stream) : values[stream.integer(values.length)],
      ]),
    ),
  );
  return bestOf("randomSearch", factory, drawn as O[], X, y, others);
}

async function bestOf<O extends object, M extends ArrayModel>(
  owner: string,
  factory: Factory<O, M>,
  combinations: readonly O[],
  X: ArrayInput,
  y: ArrayInput,
  { splits, metric, predictiveMetric, goal = "least" }: SearchOptions,
): Promise<OptionSearch<O, M>> {
  if (goal !== "least" && goal !== "greatest") {
    throw new ValueError("BAD_OPTION", `${owner}: goal is "${goal}". Give "least" or "greatest".`);
  }
  if (metric && predictiveMetric) {
    throw new ValueError("BAD_OPTION", `${owner}: metric and predictiveMetric were given. Give the one that decides.`);
  }
  const judged = {
    ...(splits && { splits }),
    ...(predictiveMetric
      ? { predictiveMetrics: { score: predictiveMetric } }
      : { metrics: { score: metric ?? rootMeanSquareError } }),
  };
  const candidates: Candidate<O>[] = [];
  for (const [i, options] of combinations.entries()) {
    await tick(i, combinations.length);
    candidates.push(await candidate(factory, options, X, y, judged));
  }
  const sign = goal === "least" ? 1 : -1;
  const ranked = candidates.toSorted((a, b) => compare(sign * a.score, sign * b.score));
  const best = ranked[0]!;
  if (!Number.isFinite(best.score)) {
    throw new NumericError(
      "NOT_FINITE",
      `${owner}: none of ${candidates.length} combinations has a score. The first: ${best.error ?? "it is not finite"}`,
    );
  }
  const spec = factory(best.options);
  return new OptionSearch(ranked, spec, await spec.fit(asArray(X), asArray(y)));
}

async function candidate<O extends object, M extends ArrayModel>(
  factory: Factory<O, M>,
  options: O,
  X: ArrayInput,
  y: ArrayInput,
  judged: object,
): Promise<Candidate<O>> {
  try {
    const found = await crossValidate(factory(options), X, y, judged);
    return { options, score: found.mean("score"), std: found.std("score"), scores: found.scores.score! };
  } catch (error) {
    if (!(error instanceof MesoscopeError) || error instanceof StopError) throw error;
    return {
      options,
      score: Number.NaN,
      std: Number.NaN,
      scores: new NDArray(new Float64Array(0)),
      error: error.message,
    };
  }
}

/** By number, with NaN behind all others. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

function checkSearched(owner: string, factory: unknown, choices: unknown): void {
  checkFunction(owner, factory);
  if (typeof choices === "object" && choices !== null && !Array.isArray(choices)) return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: what to try is no object. Give values by option, such as { depth: [2, 4] }.`,
  );
}

function checkChoices(owner: string, name: string, values: unknown): void {
  if (Array.isArray(values) && values.length > 0) return;
  throw new ValueError("BAD_OPTION", `${owner}: there are no values to try for ${name}. Give a list of at least one.`);
}
