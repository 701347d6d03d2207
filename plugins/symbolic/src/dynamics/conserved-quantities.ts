import { type ArrayInput, matmul, NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, type Displayable, displaySymbol, tableBundle } from "@mesoscope/sdk";
import { chooseSupport, stepwisePath } from "./choose-support.js";
import { sumText } from "./equation-text.js";
import { featuresOf } from "./features.js";
import { noiseLevel } from "./noise-level.js";
import { type SubsetFit, SubsetRegression } from "./subset-regression.js";
import { type LibraryOptions, termLibrary } from "./term-library.js";
import { readTrajectories } from "./trajectory.js";
import { joined } from "./weak-equations.js";
import { windowRadius } from "./weak-fit.js";
import { weakWindows } from "./weak-windows.js";

/** Options of `conservedQuantities`. */
export interface ConservedOptions {
  /** Of the states; x0, x1, … unless given. */
  readonly names?: readonly string[];
  /** What a quantity may be made of; all products up to degree 2 by default. */
  readonly library?: LibraryOptions;
  /** A quantity may change by this share of how much its leading term changes; 0.01 by default. */
  readonly tolerance?: number;
}

/** A sum of terms that stays the same along every trajectory. */
export interface ConservedQuantity {
  /** Such as "1 * q^2 + 1 * p^2"; the largest coefficient is 1. */
  readonly formula: string;
  readonly terms: readonly { readonly name: string; readonly value: number }[];
  /** How much it changes along the trajectories, as a share of how much its leading term does. */
  readonly change: number;
}

/** What is conserved; shows itself. */
export interface ConservedQuantities extends Displayable {
  /** In the order found, the best conserved first. */
  readonly quantities: readonly ConservedQuantity[];
}

/** To each side of a test function; windows that overlap more share their errors. */
const windowsPerRadius = 1.5;
const fewestWindows = 20;
/** Errors of an integral below this share of it are quadrature. */
const quadratureShare = 1e-4;
/** Up to this factor between their changes the shorter of two quantities is taken. */
const alike = 2;

/**
 * Quantities that a system conserves: sparse sums of terms whose rate of change, in integrals over windows, is 0. Each term in
 * turn is explained by the others; the best explained one leads a quantity and leaves the library, until none is left.
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
 *   MISSING_VALUES, CONSTANT_STATE
 * @see Kaiser, Kutz & Brunton, IEEE Conference on Decision and Control 2018, 6415, eq. 8; Kaheman, Kutz & Brunton, Proc. R.
 *   Soc. A 476 (2020) 20200279, for one term after the other
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
  const names = options.names ?? trajectories[0].states.map((_, j) => `x${j}`);
  const terms = termLibrary(owner, { degree: 2, ...options.library, constant: false }, names);
  const radius = windowRadius(trajectories);
  const parts = trajectories.map((trajectory) => {
    const noise = trajectory.states.map((state) => noiseLevel(trajectory.times, state));
    const count = Math.max(fewestWindows, Math.round((windowsPerRadius * trajectory.times.length) / radius));
    const { slopes } = weakWindows(trajectory.times, radius, count);
    const { values } = featuresOf(terms, trajectory, noise);
    return values.map((value) => matmul(slopes, new NDArray(value, [value.length, 1])).data);
  });
  const rates = terms.map((_, l) => joined(parts.map((part) => part[l])));
  const quantities: ConservedQuantity[] = [];
  let left = [...terms.keys()];
  for (let found = leading(left); found && found.change < tolerance; found = leading(left)) {
    quantities.push(found.quantity);
    left = left.filter((l) => l !== found?.lead);
  }
  const rows = quantities.map(({ formula, change }) => [formula, change.toExponential(1)]);
  const table = { caption: "Conserved quantities", headings: ["formula", "relative change"], rows };
  return { quantities, [displaySymbol]: () => tableBundle(table) };

  /** The term that the others explain best; of those explained about as well, by fewest terms. */
  function leading(among: readonly number[]) {
    const explained = among.map((lead) => {
      const others = among.filter((l) => l !== lead);
      const size = Math.hypot(...rates[lead]);
      const unit = (quadratureShare * size) / Math.sqrt(rates[lead].length) || 1;
      const scaled = (column: Float64Array) => column.map((value) => value / unit);
      const equations = { columns: others.map((l) => scaled(rates[l])), target: scaled(rates[lead]) };
      const regression = new SubsetRegression([equations]);
      const changeOf = (fit: SubsetFit) => (Math.sqrt(fit.residualSquares) * unit) / size;
      const { fit: best, tried } = chooseSupport(regression, stepwisePath(regression));
      const enough = alike * Math.max(quadratureShare, changeOf(best));
      const { fit } = tried
        .filter((other) => changeOf(other.fit) <= enough)
        .reduce((a, b) => (b.fit.support.length < a.fit.support.length ? b : a));
      const change = changeOf(fit);
      const parts = [
        { name: terms[lead].name, value: 1 },
        ...fit.support.map((p, k) => ({ name: terms[others[p]].name, value: -fit.coefficients[k] })),
      ];
      return { lead, change, quantity: normalized(parts, change) };
    });
    const least = Math.max(quadratureShare, Math.min(...explained.map(({ change }) => change)));
    const size = (one: (typeof explained)[number]) => one.quantity.terms.length;
    return explained
      .filter(({ change }) => change <= alike * least)
      .sort((a, b) => size(a) - size(b) || a.change - b.change)[0];
  }
}

function normalized(parts: readonly { name: string; value: number }[], change: number): ConservedQuantity {
  const largest = parts.reduce((a, { value }) => (Math.abs(value) > Math.abs(a) ? value : a), 0);
  const terms = parts.map(({ name, value }) => ({ name, value: value / largest }));
  return { formula: sumText(terms), terms, change };
}
