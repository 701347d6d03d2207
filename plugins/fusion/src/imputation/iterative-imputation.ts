import { argsort, cholesky, choleskySolve, matmul, mean, NDArray, norm, standardDeviation } from "@mesoscope/core";
import { checkNumber, checkOptions, checkPositive, checkWhole, tick } from "@mesoscope/sdk";
import { type Filler, type Imputation, imputation } from "./imputation.js";

/** How the chain of regressions runs. */
export interface IterativeImputationOptions {
  /** Rounds over all columns at most; 10 unless given. */
  readonly maxIterations?: number;
  /** The chain ends when a round changes no row by more than this share of the largest standardised value; 10⁻³ unless given. */
  readonly tolerance?: number;
  /** Penalty on the squares of the coefficients of standardised columns; 10⁻³ unless given. */
  readonly regularization?: number;
}

/** One column as a linear function of the others, in standardised columns. */
interface Regression {
  readonly column: number;
  readonly intercept: number;
  /** One per column; that of the column itself is 0. */
  readonly coefficients: readonly number[];
  /** Standard deviation of the residuals. */
  readonly residual: number;
}

/** What the chain has learned: how columns are standardised, and the regressions in the order of their use. */
interface Chain {
  readonly centres: readonly number[];
  readonly scales: readonly number[];
  readonly regressions: readonly Regression[];
}

/**
 * Fills gaps by a chain of ridge regressions, each column on all others, until the fills no longer change. The spread is
 * the residual standard deviation of the regression; `sample` draws whole tables with it.
 *
 * @example
 * const fitted = await iterativeImputation({ regularization: 1e-9 }).fit([[1, 2], [2, 4], [3, 6], [4, NaN]]);
 * allClose(fitted.impute([[4, NaN], [NaN, 2]]).values, [[4, 8], [1, 2]], { relative: 1e-6 }); // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE; EMPTY where a column has no values
 * @see van Buuren, Flexible Imputation of Missing Data, 2nd edition (2018), section 4.5
 */
export function iterativeImputation(options: IterativeImputationOptions = {}): Imputation {
  checkOptions("iterativeImputation", options, ["maxIterations", "tolerance", "regularization"]);
  const { maxIterations = 10, tolerance = 1e-3, regularization = 1e-3 } = options;
  checkWhole("iterativeImputation", "maxIterations", maxIterations, 1);
  checkNumber("iterativeImputation", "tolerance", tolerance, "a number from 0", (x) => x >= 0);
  checkPositive("iterativeImputation", "regularization", regularization);
  return imputation("iterativeImputation", { maxIterations, tolerance, regularization }, async (X) => {
    const { centres, scales } = standardisation(X);
    const given = standardised(X, centres, scales);
    const order = orderByGaps(given);
    const limit = tolerance * given.data.reduce((most, z) => (Number.isNaN(z) ? most : Math.max(most, Math.abs(z))), 0);
    const filled = given.map((z) => (Number.isNaN(z) ? 0 : z));
    const regressions: Regression[] = [];
    for (let round = 0; round < maxIterations; round++) {
      const before = filled.data.slice();
      for (const [at, column] of order.entries()) {
        await tick(round * order.length + at, maxIterations * order.length);
        const regression = regress(filled, given, column, regularization);
        regressions.push(regression);
        fillColumn(filled, given, regression);
      }
      if (largestRowChange(filled, before) < limit) break;
    }
    return chainFiller({ centres, scales, regressions });
  });
}

export function chainFiller(chain: Chain): Filler {
  const { centres, scales, regressions } = chain;
  const columns = centres.length;
  const residuals = Float64Array.from(centres);
  for (const { column, residual } of regressions) residuals[column] = residual * scales[column];
  const run = (X: NDArray, normal: () => number) => {
    const given = standardised(X, centres, scales);
    const filled = given.map((z) => (Number.isNaN(z) ? 0 : z));
    for (const regression of regressions) fillColumn(filled, given, regression, normal);
    return X.map((value, at) => {
      const j = at % columns;
      return Number.isNaN(value) ? filled.data[at] * scales[j] + centres[j] : value;
    });
  };
  return {
    columns,
    fill: (X) => ({
      values: run(X, () => 0),
      spread: X.map((value, at) => (Number.isNaN(value) ? residuals[at % columns] : 0)),
    }),
    draw: (X, stream) => run(X, () => stream.normal()),
    toJSON: () => ({ kind: "chain", ...chain }),
  };
}

/** Mean and standard deviation of what is there of each column; scale 1 where it is constant. */
function standardisation(X: NDArray): Pick<Chain, "centres" | "scales"> {
  const columns = Array.from({ length: X.shape[1] }, (_, j) => X.column(j).data.filter((x) => !Number.isNaN(x)));
  return {
    centres: columns.map((present) => mean(present)),
    scales: columns.map((present) => (present.every((x) => x === present[0]) ? 1 : standardDeviation(present))),
  };
}

function standardised(X: NDArray, centres: readonly number[], scales: readonly number[]): NDArray {
  const columns = centres.length;
  return X.map((value, at) => (value - centres[at % columns]) / scales[at % columns]);
}

/** Columns with few gaps first. */
function orderByGaps(given: NDArray): Int32Array {
  return argsort(Array.from({ length: given.shape[1] }, (_, j) => given.column(j).data.filter(Number.isNaN).length));
}

/** Ridge regression of a column on the others, over the rows that have it. */
function regress(filled: NDArray, given: NDArray, column: number, regularization: number): Regression {
  const columns = filled.shape[1];
  const others = Array.from({ length: columns }, (_, j) => j).filter((j) => j !== column);
  const rows = Array.from({ length: filled.shape[0] }, (_, i) => i).filter(
    (i) => !Number.isNaN(given.data[i * columns + column]),
  );
  const known = filled.take(rows);
  const centres = Array.from({ length: columns }, (_, j) => mean(known.column(j)));
  const centred = known.map((value, at) => value - centres[at % columns]);
  const products = matmul(centred.transpose(), centred);
  const coefficients = new Array<number>(columns).fill(0);
  if (others.length > 0) {
    const normal = others.map((j) => others.map((k) => products.get(j, k) + (j === k ? regularization : 0)));
    const right = others.map((j) => products.get(j, column));
    const solved = choleskySolve(cholesky(normal), right).data;
    for (const [at, j] of others.entries()) coefficients[j] = solved[at];
  }
  const intercept = centres[column] - others.reduce((total, j) => total + coefficients[j] * centres[j], 0);
  const slopes = coefficients.map((slope, j) => (j === column ? 1 : -slope));
  const errors = matmul(centred, new NDArray(Float64Array.from(slopes), [columns, 1]));
  const freedom = Math.max(rows.length - columns, 1);
  return { column, intercept, coefficients, residual: norm(errors) / Math.sqrt(freedom) };
}

function fillColumn(filled: NDArray, given: NDArray, regression: Regression, normal = () => 0): void {
  const { column, intercept, coefficients, residual } = regression;
  const columns = coefficients.length;
  for (let row = 0; row < filled.size; row += columns) {
    if (!Number.isNaN(given.data[row + column])) continue;
    const predicted = coefficients.reduce((total, slope, j) => total + slope * filled.data[row + j], intercept);
    filled.data[row + column] = predicted + residual * normal();
  }
}

function largestRowChange(filled: NDArray, before: Float64Array): number {
  const [rows, columns] = filled.shape;
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    let change = 0;
    for (let at = i * columns; at < (i + 1) * columns; at++) change += Math.abs(filled.data[at] - before[at]);
    largest = Math.max(largest, change);
  }
  return largest;
}
