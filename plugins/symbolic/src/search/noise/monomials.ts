import { type Expression, variable } from "../../expression/expression.js";
import type { DimensionVector } from "../problem.js";
import { powerProduct } from "./power-product.js";
import { dimensionOfProduct, isSameDimension } from "./units.js";

/** A product of powers of the variables: their exponents. */
export type Monomial = readonly number[];

export interface MonomialOptions {
  /** The units of the variables and the one the product must have. */
  readonly units?: { readonly variables: readonly DimensionVector[]; readonly dimension: DimensionVector } | undefined;
  /** What a factor costs beside its power, one per variable: more for those that should be rare. */
  readonly costs: readonly number[];
  readonly exponents: readonly number[];
  readonly count: number;
}

const largestCost = 16;

/** Steps of the enumeration after which it ends: enough for nine variables of which units leave few products. */
const largestEffort = 400_000;

/** The simplest products, the simplest first; the constant 1 is not among them. */
export function simplestMonomials({ units, costs, exponents, count }: MonomialOptions): number[][] {
  const found: number[][] = [];
  let effort = 0;
  for (let cost = 1; cost <= largestCost && found.length < count && effort < largestEffort; cost++) {
    const level: number[][] = [];
    extend(level, new Array<number>(costs.length).fill(0), 0, cost);
    found.push(...spread(level, count - found.length));
  }
  return found;

  function extend(level: number[][], powers: number[], from: number, left: number): void {
    effort++;
    if (left === 0) {
      const fits = !units || isSameDimension(dimensionOfProduct(units.variables, powers), units.dimension);
      if (fits) level.push(powers);
      return;
    }
    for (let i = from; i < costs.length; i++) {
      for (const exponent of exponents) {
        const cost = costs[i] + powerCost(exponent);
        if (cost <= left) extend(level, powers.with(i, exponent), i + 1, left - cost);
      }
    }
  }
}

/** At most so many at equal distances, so that no variable is favoured for its place. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]);
}

function powerCost(exponent: number): number {
  return Math.abs(exponent) === 1 ? 0 : Number.isInteger(exponent) ? 1 : 2;
}

/** As a formula, in the simplest way. */
export function monomialExpression(exponents: Monomial): Expression {
  return powerProduct(exponents.map((exponent, i) => ({ base: variable(i), exponent })));
}
