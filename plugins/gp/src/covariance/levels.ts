import { DataError, type NDArrayLike, ValueError } from "@mesoscope/sdk";
import type { CovarianceFunction } from "./covariance.js";
import { activeColumns } from "./stationary.js";

/** Throws unless `count` is a whole number of at least `least`. */
export function checkCount(owner: string, name: string, count: number, least: number): void {
  if (Number.isInteger(count) && count >= least) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${count}. Give a whole number of at least ${least}.`);
}

/** Throws unless `input` is the number of a column. */
export function checkInput(owner: string, input: number): void {
  if (Number.isInteger(input) && input >= 0) return;
  throw new ValueError("BAD_OPTION", `${owner}: input is ${input}. Give the number of a column of X, counted from 0.`);
}

/**
 * The covariance function of whole numbers in one column, looked up in a table of shape [count, count].
 *
 * @param slopes the derivative of the table by the logarithm of every hyper-parameter
 */
export function tableFunction(
  owner: string,
  input: number,
  columns: number,
  count: number,
  table: Float64Array,
  slopes: readonly Float64Array[],
): CovarianceFunction {
  activeColumns(owner, [input], columns);
  const level = (X: NDArrayLike, i: number) => {
    const value = X.data[i * X.shape[1] + input];
    if (Number.isInteger(value) && value >= 0 && value < count) return value;
    throw new DataError(
      "BAD_VALUE",
      `${owner}: column ${input} of X is ${value} in row ${i}. Give whole numbers from 0 to ${count - 1} there.`,
    );
  };
  return {
    row(X, i, Z, rows, out) {
      const at = level(X, i) * count;
      for (let j = 0; j < rows; j++) out[j] = table[at + level(Z, j)];
    },
    gradient(X, i, Z, rows, weights, gradient, offset) {
      const at = level(X, i) * count;
      for (let j = 0; j < rows; j++) {
        const entry = at + level(Z, j);
        for (const [p, slope] of slopes.entries()) gradient[offset + p] += weights[j] * slope[entry];
      }
    },
    variance(X, i) {
      const at = level(X, i);
      return table[at * count + at];
    },
  };
}
