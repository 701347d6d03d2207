import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { Constraint } from "../search/constraints/constraint.js";
import type { SavedSearch } from "./saved-search.js";

/** Options of `discover`. */
export interface DiscoverOptions {
  /** What the columns of X are called in formulas; by default the names of a table, or x0, x1, … */
  readonly names?: readonly string[];
  /** The unit of every column, `""` for plain numbers: formulas with inconsistent units are never tried. */
  readonly units?: readonly string[];
  /** What `y` is called, and its unit. */
  readonly target?: { readonly name?: string; readonly unit?: string };
  /** Whether constants in the formula may carry a unit, such as a modulus or a rate; they are plain numbers by default. */
  readonly constantsMayHaveUnits?: boolean;
  /**
   * Time to search, 60 unless `work` is given; pauses do not count. The search ends earlier with a law that leaves nothing,
   * or one that leaves nothing but noise where no better one is found for long.
   */
  readonly seconds?: number;
  /** Work after which the search ends, in node evaluations (formula nodes × rows): then the same on every machine. */
  readonly work?: number;
  /** How many threads search, one a core by default. The result depends on it. */
  readonly threads?: number;
  /** Formulas to begin with, such as `"a * x^b"`: other names than those of the columns are constants to fit. */
  readonly guesses?: readonly string[];
  /**
   * The form that the law has: in `"f(x, y) + a * z^b"` the formula f of x and y is searched for, and a and b are fitted.
   * Without such a placeholder only the constants are.
   */
  readonly template?: string;
  /** What every formula must fulfil. */
  readonly constraints?: readonly Constraint[];
  /** What `search.save()` gave: the search goes on from there, with the same data. */
  readonly continueFrom?: SavedSearch;
  /** Of all random choices; 0 by default. */
  readonly seed?: number;
}

const known = [
  ...["names", "units", "target", "constantsMayHaveUnits", "seconds", "work", "threads", "guesses", "constraints"],
  ...["template", "continueFrom", "seed"],
];

/** Throws ValueError BAD_OPTION. */
export function checkDiscoverOptions(options: DiscoverOptions): void {
  checkOptions("discover", options, known);
  const { seconds = 60, work = 1, threads = 1, seed = 0 } = options;
  if (!(seconds > 0)) {
    throw bad(`seconds is ${seconds}, so that nothing could be tried. Give a time such as 60`);
  }
  if (!(work > 0)) throw bad(`work is ${work}. Give a number of node evaluations such as 1e10`);
  if (!Number.isInteger(threads) || threads < 1) throw bad(`threads is ${threads}. Give a whole number of at least 1`);
  if (!Number.isSafeInteger(seed)) throw bad(`seed is ${seed}. Give a whole number`);
}

function bad(what: string): ValueError {
  return new ValueError("BAD_OPTION", `discover: ${what}.`);
}
