import { type ArrayInput, asVector, type NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, DataError, ShapeError } from "@mesoscope/sdk";
import { subtract } from "@mesoscope/tensor";
import { readPoints } from "../domains/read-points.js";
import { type FormulaFunction, readFormula } from "../mathematics/formula.js";
import type { Condition } from "./condition.js";

/** What `data` takes besides. */
export interface DataOptions {
  /** What was measured, as a formula such as `"u"` or `"k*u_x"`; the first field by default. */
  readonly of?: string | FormulaFunction;
  /** What the mean square of the misfit counts in the loss; 100 by default, less suits few and noisy data. */
  readonly weight?: number;
}

/**
 * Measured values at points of the domain, in its coordinates: X of shape [n, d], values of shape [n].
 *
 * @example
 * const decay = { domain: box({ t: [0, 2] }), residual: "u_t + k*u", unknowns: { k: 1 } };
 * physicsInformed({ ...decay, conditions: [data([0, 1, 2], [1, 0.6, 0.37])] }).options.unknowns.k; // 1
 *
 * @throws ValueError BAD_OPTION; ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES, OUTSIDE_DOMAIN
 */
export function data(X: ArrayInput, values: ArrayInput, options: DataOptions = {}): Condition {
  const owner = "data";
  checkOptions(owner, options, ["of", "weight"]);
  const { of, weight = 100 } = options;
  checkPositive(owner, "weight", weight);
  return {
    bind({ domain, names }) {
      const points = readPoints(owner, domain, X);
      const measured = readValues(owner, values, points.shape[0]!);
      const formula = readFormula(owner, of ?? names.fields[0]!, names);
      return {
        name: `data of ${typeof of === "function" ? "a function" : (of ?? names.fields[0])}`,
        weight,
        draw: () => ({ points, extra: { measured } }),
        formula: (quantities) => subtract(formula(quantities), quantities.measured!),
      };
    },
  };
}

/** One finite number for each of `rows` points. */
function readValues(owner: string, given: ArrayInput, rows: number): NDArray {
  const values = asVector(given, `${owner}: the values`);
  if (values.size !== rows) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: there are ${rows} points but ${values.size} values. Give one value per point.`,
    );
  }
  const missing = values.data.findIndex((value) => !Number.isFinite(value));
  if (missing < 0) return values;
  throw new DataError(
    "MISSING_VALUES",
    `${owner}: the values hold ${values.data[missing]} in row ${missing}. Leave out rows that are not finite.`,
  );
}
