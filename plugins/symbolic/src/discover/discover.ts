import { type ArrayLike, type Displayable, displaySymbol, type Estimator, tick } from "@mesoscope/sdk";
import type { Discovery } from "../result/discovery.js";
import { checkConstraints } from "../search/constraints/check-constraints.js";
import { checkDiscoverOptions, type DiscoverOptions } from "./discover-options.js";
import { readProblem } from "./read-problem.js";
import type { RowInformation } from "./row-information.js";
import { checkSaved } from "./saved-search.js";
import { Search } from "./search.js";

/** Milliseconds between two steps of the progress bar. */
const stepEvery = 200;

/** A recipe for a search; made by `discover`. */
export interface Discover extends Estimator<ArrayLike, ArrayLike, Discovery>, Displayable {
  readonly options: DiscoverOptions;
  /** Searches to the end of the budget, or to a law that leaves nothing. */
  fit(X: ArrayLike, y: ArrayLike, about?: RowInformation): Promise<Discovery>;
  /** Starts a search and returns at once, so that it can be watched, paused, told ideas and stopped. */
  search(X: ArrayLike, y: ArrayLike, about?: RowInformation): Search;
}

/**
 * Finds formulas for y in the columns of X: from exact projections over meet-in-the-middle enumeration and a stage for
 * noisy data to evolution, all of them pruned by units where these are given.
 *
 * The result is the front of the best formula of every complexity; the chosen one has the least description length.
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n]. With `work` in place of `seconds` the same
 * call gives the same result on every machine.
 *
 * @example
 * const X = [[1, 2], [2, 3], [3, 1], [4, 2], [5, 4], [6, 1]];
 * const law = await discover({ names: ["m", "v"], threads: 1 }).fit(X, X.map(([m, v]) => (m * v * v) / 2));
 * law.best.text; // "y = 1 / 2 * m * v^2"
 *
 * @throws ValueError BAD_OPTION; `fit` and `search`: ShapeError SHAPE_MISMATCH, TOO_FEW_ROWS, DataError MISSING_VALUES,
 *   CONSTANT_TARGET, UnitError UNKNOWN_UNIT
 */
export function discover(options: DiscoverOptions = {}): Discover {
  checkDiscoverOptions(options);
  return { options: Object.freeze({ ...options }), fit, search, [displaySymbol]: show };

  function search(X: ArrayLike, y: ArrayLike, about: RowInformation = {}): Search {
    return start(X, y, about, true);
  }

  function start(X: ArrayLike, y: ArrayLike, about: RowInformation, keepsFront: boolean): Search {
    const read = readProblem(X, y, about, options);
    checkConstraints(options.constraints ?? [], read.problem.names);
    if (options.continueFrom) checkSaved(options.continueFrom, read.problem);
    return new Search(read, options, keepsFront);
  }

  async function fit(X: ArrayLike, y: ArrayLike, about: RowInformation = {}): Promise<Discovery> {
    const running = start(X, y, about, false);
    try {
      while (!(await isSettled(running.result))) await tick(Math.round(running.seconds), running.secondsInAll);
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running.result;
  }

  function show() {
    return { "text/plain": "discover, not fitted yet" };
  }
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const pause = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, stepEvery, false);
  });
  try {
    return await Promise.race([promise.then(() => true), pause]);
  } finally {
    clearTimeout(timer);
  }
}
