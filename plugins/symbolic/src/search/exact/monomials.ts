import { type Dimension, dimensionOfProduct, isNumber } from "../../expression/dimensions.js";
import type { Expression } from "../../expression/expression.js";
import type { ExactSearch } from "./exact-search.js";
import { isOfOrderOne } from "./is-of-order-one.js";
import { monomialExpression } from "./products.js";

/** A quantity with its values on the rows of the table. */
export interface Term {
  readonly values: Float64Array;
  readonly expression: Expression;
  readonly dimension: Dimension;
}

/** A product of whole powers of variables. */
export interface Monomial extends Term {
  readonly exponents: readonly number[];
}

/** How many products are looked at to find those of the wanted dimension. */
const mostVisited = 150_000;

/** The products of whole powers of variables with the least sums of exponents; from `isWanted` dimensions alone. */
export function monomials(
  { problem, variables, table }: ExactSearch,
  options: {
    count: number;
    highest: number;
    isWanted?: (dimension: Dimension) => boolean;
    /** Whether only numbers are wanted that functions can be taken of. */
    isArgument?: boolean;
  },
): Monomial[] {
  const { count, highest, isWanted = () => true, isArgument = false } = options;
  const found: Monomial[] = [];
  let visited = 0;
  for (let total = 1; total <= 8 && found.length < count && visited < mostVisited; total++) {
    for (const exponents of exponentsOfTotal(problem.names.length, variables, total, highest)) {
      if (visited++ >= mostVisited || found.length >= count) break;
      const dimension = problem.dimensions && dimensionOfProduct(problem.dimensions, exponents);
      if (!isWanted(dimension) || (isArgument && !isNumber(dimension))) continue;
      const values = productValues(table.columns, exponents, table.rows);
      if (isArgument && !isOfOrderOne(values)) continue;
      found.push({ exponents, dimension, values, expression: monomialExpression(exponents) });
    }
  }
  return found;
}

/** All vectors whose absolute values have this sum. */
function* exponentsOfTotal(
  size: number,
  variables: readonly number[],
  total: number,
  highest: number,
): Generator<number[]> {
  const exponents = new Array<number>(size).fill(0);
  yield* from(0, total);

  function* from(at: number, left: number): Generator<number[]> {
    if (left === 0) {
      yield exponents.slice();
      return;
    }
    if (at === variables.length || left > highest * (variables.length - at)) return;
    for (let size = Math.min(left, highest); size >= 0; size--) {
      for (const exponent of size === 0 ? [0] : [size, -size]) {
        exponents[variables[at]] = exponent;
        yield* from(at + 1, left - size);
      }
      exponents[variables[at]] = 0;
    }
  }
}

export function productValues(
  columns: readonly Float64Array[],
  exponents: readonly number[],
  rows: number,
): Float64Array {
  const values = new Float64Array(rows).fill(1);
  for (let k = 0; k < exponents.length; k++) {
    const column = columns[k];
    for (let times = Math.abs(exponents[k]); times > 0; times--) {
      if (exponents[k] > 0) for (let i = 0; i < rows; i++) values[i] *= column[i];
      else for (let i = 0; i < rows; i++) values[i] /= column[i];
    }
  }
  return values;
}
