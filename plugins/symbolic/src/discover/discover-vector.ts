import { asMatrix, NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  type Estimator,
  type Model,
  ShapeError,
} from "@mesoscope/sdk";
import { createEvaluator } from "../engine/create-evaluator.js";
import type { Discovery } from "../result/discovery.js";
import { makeDiscovery } from "../result/make-discovery.js";
import type { Candidate } from "../search/candidate.js";
import { Front } from "../search/front.js";
import { searchContext } from "../search/search-context.js";
import type { SearchContext } from "../search/stage.js";
import { guessesFromOthers, vectorLaw } from "../search/vector-targets.js";
import { discover } from "./discover.js";
import type { DiscoverOptions } from "./discover-options.js";
import { type ReadProblem, readProblem } from "./read-problem.js";
import type { RowInformation } from "./row-information.js";

/** Options of `discoverVector`: those of `discover`; the targets share `seconds` and `work`. */
export interface DiscoverVectorOptions extends Omit<DiscoverOptions, "target" | "template" | "continueFrom"> {
  /** What every column of Y is called, and its unit. */
  readonly targets?: readonly { readonly name?: string; readonly unit?: string }[];
}

/** A recipe for a search of the laws of several targets; made by `discoverVector`. */
export interface DiscoverVector extends Estimator<ArrayLike, ArrayLike, VectorDiscovery> {
  readonly options: DiscoverVectorOptions;
  fit(X: ArrayLike, Y: ArrayLike, about?: RowInformation): Promise<VectorDiscovery>;
}

/** The laws of several targets of the same variables. */
export interface VectorDiscovery extends Model<ArrayLike, NDArray>, Displayable {
  /** One per column of Y. */
  readonly laws: readonly Discovery[];
  /** Whether they are one law, each with constants of its own; this describes all targets most shortly together. */
  readonly isShared: boolean;
}

/**
 * Finds formulas for every column of Y in the columns of X. What is found for one target is tried for the others, and
 * where one structure with constants of their own describes all of them more shortly than a formula for each, it is
 * chosen for all.
 *
 * `fit` takes X of shape [n, d] and Y of shape [n, m]; `predict` gives shape [n, m].
 *
 * @example
 * const X = [[1, 2], [2, 3], [3, 1], [4, 2], [5, 4], [6, 1]];
 * const Y = X.map(([a, b]) => [a * b, a + b]);
 * const found = await discoverVector({ names: ["a", "b"], threads: 1 }).fit(X, Y);
 * found.predict([[7, 3]]).data; // [21, 10]
 *
 * @throws ValueError BAD_OPTION; `fit`: as `discover`
 */
export function discoverVector(options: DiscoverVectorOptions = {}): DiscoverVector {
  const { targets, ...shared } = options;
  discover(shared);
  return { options: Object.freeze({ ...options }), fit };

  async function fit(X: ArrayLike, Y: ArrayLike, about: RowInformation = {}): Promise<VectorDiscovery> {
    const columns = columnsOf(asMatrix(Y, "discoverVector.fit: Y"));
    checkTargets(targets, columns.length);
    const singles: Single[] = [];
    for (const [i, column] of columns.entries()) {
      const single: DiscoverOptions = { ...portion(shared, columns.length), target: targets?.[i] ?? { name: `y${i}` } };
      const law = await discover(single).fit(X, column, about);
      const read = readProblem(X, column, about, single);
      singles.push({ law, read, context: searchContext(read.problem, frontOf(law)) });
    }
    if (!haveSameColumns(singles))
      return together(
        singles.map(({ law }) => law),
        false,
      );
    tryOnOthers(singles.map(({ context }) => context));
    const found = vectorLaw(singles.map(({ context }) => context));
    const laws = singles.map((single, i) => withChosen(single, found?.candidates[i]));
    return together(laws, found?.isShared ?? false);
  }
}

/** One target: its law, and what it was found with. */
interface Single {
  readonly law: Discovery;
  readonly read: ReadProblem;
  readonly context: SearchContext;
}

function columnsOf(Y: NDArray): Float64Array[] {
  const [rows, width] = Y.shape as [number, number];
  return Array.from({ length: width }, (_, j) =>
    Float64Array.from({ length: rows }, (_, row) => Y.data[row * width + j] as number),
  );
}

function checkTargets(targets: DiscoverVectorOptions["targets"], width: number): void {
  if (targets === undefined || targets.length === width) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `discoverVector: targets has ${targets.length} entries but Y has ${width} columns. Give one for each column.`,
  );
}

/** What one of `count` targets gets of the budget. */
function portion(options: DiscoverOptions, count: number): DiscoverOptions {
  const { work, seconds = 60 } = options;
  return { ...options, ...(work === undefined ? { seconds: seconds / count } : { work: work / count }) };
}

function frontOf(law: Discovery): Front {
  const front = new Front();
  for (const { expression, loss, complexity, descriptionLength } of law.front) {
    front.add({ expression, loss, complexity, descriptionLength });
  }
  return front;
}

/** Where columns were left out, those of one target can be others than those of the next. */
function haveSameColumns(singles: readonly Single[]): boolean {
  return new Set(singles.map(({ read }) => read.presentation.columns.join())).size === 1;
}

function tryOnOthers(contexts: readonly SearchContext[]): void {
  const fronts = contexts.map(({ front }) => front.members);
  for (const [i, context] of contexts.entries()) {
    for (const guess of guessesFromOthers(fronts, i)) context.offer(guess);
  }
}

function withChosen({ law, read, context }: Single, candidate: Candidate | undefined): Discovery {
  if (!candidate) return law;
  const others = context.front.members.filter(({ complexity }) => complexity !== candidate.complexity);
  const found = makeDiscovery({
    ...read,
    front: [...others, candidate].sort((a, b) => a.complexity - b.complexity),
    rivals: context.front.rivals,
    evaluator: createEvaluator(read.problem),
    // The law has one form for all targets.
    keepsForm: true,
    ...(law.search && { search: law.search }),
  });
  const formula = found.front.find(({ expression }) => expression === candidate.expression);
  return formula ? found.choose(formula) : found;
}

function together(laws: readonly Discovery[], isShared: boolean): VectorDiscovery {
  const heading = isShared ? "one law with constants for each target" : "a law for each target";
  return {
    laws,
    isShared,
    predict(X) {
      const columns = laws.map((law) => law.predict(X).data);
      const rows = columns[0]?.length ?? 0;
      const width = columns.length;
      const data = Float64Array.from(
        { length: rows * width },
        (_, k) => columns[k % width]?.[Math.floor(k / width)] as number,
      );
      return new NDArray(data, [rows, width]);
    },
    toJSON: () => ({ type: "vector discovery", isShared, laws: laws.map((law) => law.toJSON()) }),
    [displaySymbol]: () => ({
      "text/plain": [heading, ...laws.map(({ best }) => best.text)].join("\n"),
      "text/markdown": [`**${heading}**`, ...laws.map(({ best }) => `$$${best.toTex()}$$`)].join("\n\n"),
    }),
  };
}
