import type { ArrayInput } from "@mesoscope/core";
import { checkOptions, checkPositive, type Displayable, displaySymbol, tableBundle } from "@mesoscope/sdk";
import { columnNames } from "./column-names.js";
import { sumText } from "./equation-text.js";
import { checkTerms } from "./features.js";
import { noiseLevel } from "./noise-level.js";
import { scatterOf } from "./scatter.js";
import { shortestSum } from "./shortest-sum.js";
import { type LibraryOptions, termLibrary } from "./term-library.js";
import { readTrajectories } from "./trajectory.js";

/** Options of `conservedQuantities`. */
export interface ConservedOptions {
  /** Of the states; x0, x1, … unless given. */
  readonly names?: readonly string[];
  /** What a quantity may be made of; all products up to degree 2 by default. */
  readonly library?: LibraryOptions;
  /** A quantity may change by this share of how much its leading term changes, and by what noise hides; 0.01 by default. */
  readonly tolerance?: number;
}

/** A sum of terms that stays the same along every trajectory. */
export interface ConservedQuantity {
  /** Such as "1 * q^2 + 1 * p^2"; the largest coefficient is 1. */
  readonly formula: string;
  readonly terms: readonly { readonly name: string; readonly value: number }[];
  /** How much it changes along the trajectories beyond its noise, as a share of how much its leading term does. */
  readonly change: number;
  /** Smaller changes noise would hide. */
  readonly hidden: number;
}

/** What is conserved; shows itself. */
export interface ConservedQuantities extends Displayable {
  /** In the order found, the best conserved first. */
  readonly quantities: readonly ConservedQuantity[];
}

/** A term that scatters less, in standard deviations of its noise, tells nothing. */
const faintest = 2;
/** Three standard errors of the variance of noise, as a share of it, times the root of the rows: estimated, or found anew. */
const noiseDoubt = 10;
const levelDoubt = 4.2;

/**
 * Quantities that a system conserves: sparse sums of terms that scatter no more along every trajectory than noise in the
 * states makes them. The one of shortest description comes first; its leading term then leaves the library, until no sum is
 * conserved. On one closed orbit whatever has its shape is conserved: give several trajectories where you can.
 *
 * @param t ascending times, of shape [rows]; a list for several trajectories
 * @param X states, of shape [rows, states]; a list for several trajectories
 *
 * @example
 * const t = linspace(0, 6, 100);
 * const X = stackColumns(t.map(Math.cos), t.map((s) => -Math.sin(s)));
 * conservedQuantities(t, X, { names: ["q", "p"] }).quantities.map(({ formula }) => formula); // ["1 * q^2 + 1 * p^2"]
 *
 * @throws ValueError BAD_OPTION, EMPTY_LIBRARY; ShapeError SHAPE_MISMATCH; DataError TOO_FEW_ROWS, NOT_INCREASING,
 *   MISSING_VALUES, CONSTANT_STATE, BAD_TERM
 * @see Kaiser, Kutz & Brunton, IEEE Conference on Decision and Control 2018, 6415, for sparse invariants; Fuller, Measurement
 *   Error Models, Wiley 1987, for least squares where all columns have errors
 */
export function conservedQuantities(
  t: ArrayInput | readonly ArrayInput[],
  X: ArrayInput | readonly ArrayInput[],
  options: ConservedOptions = {},
): ConservedQuantities {
  const owner = "conservedQuantities";
  checkOptions(owner, options, ["names", "library", "tolerance"]);
  const { tolerance = 0.01 } = options;
  checkPositive(owner, "tolerance", tolerance);
  const trajectories = readTrajectories(owner, t, X, {});
  const names = columnNames(owner, "names", options.names, trajectories[0].states.length, "x");
  const terms = termLibrary(owner, { degree: 2, ...options.library, constant: false }, names);
  const noises = trajectories.map(({ times, states }) => states.map((state) => noiseLevel(times, state)));
  trajectories.forEach((trajectory, s) => {
    checkTerms(owner, terms, trajectory, noises[s]);
  });
  const scatter = scatterOf(terms, trajectories, noises);
  const quantities: ConservedQuantity[] = [];
  const signalOf = (l: number) => scatter.totalOf([l], [1]) - scatter.noiseOf([l], [1]);
  let left = [...terms.keys()].filter((l) => signalOf(l) > faintest ** 2 * scatter.noiseOf([l], [1]));
  let [level, doubt] = [1, noiseDoubt];
  while (left.length > 1) {
    const { support, coefficients, ratio } = shortestSum(scatter, left);
    const noise = level * scatter.noiseOf(support, coefficients);
    const sizes = support.map((l, k) => signalOf(l) * coefficients[k] ** 2);
    const lead = sizes.indexOf(Math.max(...sizes));
    const share = (amount: number) => Math.sqrt(Math.max(0, amount) / sizes[lead]);
    const change = share(scatter.totalOf(support, coefficients) - noise);
    const hidden = share((doubt / Math.sqrt(scatter.rows)) * noise);
    if (change >= Math.hypot(tolerance, hidden)) break;
    // What is conserved tells the noise.
    if (quantities.length === 0) [level, doubt] = [ratio, levelDoubt];
    quantities.push(
      quantityOf(
        support.map((l, k) => ({ name: terms[l].name, value: coefficients[k] })),
        change,
        hidden,
      ),
    );
    left = left.filter((l) => l !== support[lead]);
  }
  const rows = quantities.map(({ formula, change, hidden }) => [
    formula,
    change.toExponential(1),
    hidden.toExponential(1),
  ]);
  const table = { caption: "Conserved quantities", headings: ["formula", "relative change", "hidden by noise"], rows };
  return { quantities, [displaySymbol]: () => tableBundle(table) };
}

function quantityOf(
  parts: readonly { name: string; value: number }[],
  change: number,
  hidden: number,
): ConservedQuantity {
  const largest = parts.reduce((a, { value }) => (Math.abs(value) > Math.abs(a) ? value : a), 0);
  const terms = parts.map(({ name, value }) => ({ name, value: value / largest }));
  return { formula: sumText(terms), terms, change, hidden };
}
