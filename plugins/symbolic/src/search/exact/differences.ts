import { type Dimension, isNumber, isSameDimension, multiplied, raised } from "../../expression/dimensions.js";
import { apply, variable } from "../../expression/expression.js";
import type { ExactSearch } from "./exact-search.js";
import { isOfOrderOne } from "./is-of-order-one.js";
import { monomials, type Term } from "./monomials.js";
import { power, productExpression } from "./products.js";

const most = 4000;

/** Numbers without a unit that hold a difference of two like quantities: (a − b) m and (a − b)² m for products m. */
export function* differenceArguments(search: ExactSearch): Generator<Term> {
  const factors = monomials(search, { count: 2000, highest: 2 });
  let count = 0;
  for (const { values, expression, dimension } of differences(search)) {
    for (const exponent of [1, 2]) {
      const own = values.map((value) => value ** exponent);
      const base = power(expression, exponent);
      const ownDimension = raised(dimension, exponent);
      if (isNumber(ownDimension) && isOfOrderOne(own)) {
        yield { values: own, expression: base, dimension: ownDimension };
      }
      for (const factor of factors.slice(0, dimension ? factors.length : 40)) {
        const together = multiplied(ownDimension, factor.dimension);
        if (!isNumber(together)) continue;
        const product = own.map((value, i) => value * factor.values[i]);
        if (!isOfOrderOne(product)) continue;
        if (count++ >= most) return;
        const powers = [{ base: expression, exponent }];
        yield {
          values: product,
          expression: productExpression([
            ...powers,
            ...factor.exponents.flatMap((of, index) => (of === 0 ? [] : [{ base: variable(index), exponent: of }])),
          ]),
          dimension: together,
        };
      }
    }
  }
}

/** The differences of two columns of one dimension; without units, of those with a common range. */
function* differences({ problem, variables, table }: ExactSearch): Generator<Term> {
  for (const [k, a] of variables.entries()) {
    for (const b of variables.slice(k + 1)) {
      const dimension: Dimension = problem.dimensions?.[a];
      const isAlike = dimension
        ? isSameDimension(dimension, problem.dimensions?.[b])
        : haveCommonRange(table.columns[a], table.columns[b]);
      if (!isAlike) continue;
      const other = table.columns[b];
      yield {
        values: table.columns[a].map((value, i) => value - other[i]),
        expression: apply("subtract", variable(a), variable(b)),
        dimension,
      };
    }
  }
}

function haveCommonRange(a: Float64Array, b: Float64Array): boolean {
  return Math.max(...a) > Math.min(...b) && Math.max(...b) > Math.min(...a);
}
