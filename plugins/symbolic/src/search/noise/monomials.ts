import { dimensionOfProduct, isSameDimension } from "../../expression/dimensions.js";
import { type Expression, variable } from "../../expression/expression.js";
import type { DimensionVector } from "../problem.js";
import { spreadRows } from "../spread-rows.js";
import { powerProduct } from "./power-product.js";

/** A product of powers of the variables: their exponents. */
export type Monomial = readonly number[];

export interface MonomialOptions {
  /** The units of the variables and the one the product must have. */
  readonly units?: { readonly variables: readonly DimensionVector[]; readonly dimension: DimensionVector } | undefined;
  /** How many variables there are. */
  readonly variables: number;
  readonly exponents: readonly number[];
  readonly count: number;
}

const largestCost = 16;

/** Steps of the enumeration after which it ends: enough for nine variables of which units leave few products. */
const largestEffort = 400_000;

/** The simplest products, the simplest first; the constant 1 is not among them. */
export function simplestMonomials({ units, variables, exponents, count }: MonomialOptions): number[][] {
  const found: number[][] = [];
  let effort = 0;
  for (let cost = 1; cost <= largestCost && found.length < count && effort < largestEffort; cost++) {
    const level: number[][] = [];
    extend(level, new Array<number>(variables).fill(0), 0, cost);
    // At equal distances, so that no variable is favoured for its place.
    for (const place of spreadRows(level.length, count - found.length)) found.push(level[place]);
  }
  return found;

  function extend(level: number[][], powers: number[], from: number, left: number): void {
    effort++;
    if (left === 0) {
      const fits = !units || isSameDimension(dimensionOfProduct(units.variables, powers), units.dimension);
      if (fits) level.push(powers);
      return;
    }
    for (let i = from; i < variables; i++) {
      for (const exponent of exponents) {
        const cost = 1 + powerCost(exponent);
        if (cost <= left) extend(level, powers.with(i, exponent), i + 1, left - cost);
      }
    }
  }
}

function powerCost(exponent: number): number {
  return Math.abs(exponent) === 1 ? 0 : Number.isInteger(exponent) ? 1 : 2;
}

/** As a formula, in the simplest way. */
export function monomialExpression(exponents: Monomial): Expression {
  return powerProduct(exponents.map((exponent, i) => ({ base: variable(i), exponent })));
}
