import { dimensionVector, parseUnit } from "@mesoscope/core";
import type { DimensionVector } from "../../search/problem.js";

/** A unit, mostly of one name such as `MPa`. */
export interface SimpleUnit {
  readonly symbol: string;
  readonly dimension: DimensionVector;
  /** The logarithm of its size in SI. */
  readonly logSize: number;
}

export function simpleUnit(symbol: string): SimpleUnit {
  return { symbol, dimension: [...dimensionVector(symbol).data], logSize: Math.log(parseUnit(symbol).factor) };
}

const tolerance = 1e-9;

/**
 * The exponents with which a product of units has this dimension, by Gauss and Jordan; `undefined` where none has, or where
 * the units depend on one another.
 */
export function exponentsOver(units: readonly SimpleUnit[], dimension: DimensionVector): number[] | undefined {
  const rows = dimension.map((exponent, base) => [...units.map((unit) => unit.dimension[base]), exponent]);
  for (let column = 0; column < units.length; column++) {
    const pivot = rows.findIndex((row, at) => at >= column && Math.abs(row[column]) > tolerance);
    if (pivot < 0) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const own = rows[column].map((entry) => entry / rows[column][column]);
    rows.forEach((row, at) => {
      rows[at] = at === column ? own : row.map((entry, i) => entry - row[column] * own[i]);
    });
  }
  const [found, rest] = [rows.slice(0, units.length), rows.slice(units.length)];
  return rest.every((row) => Math.abs(row[units.length]) < tolerance)
    ? found.map((row) => row[units.length])
    : undefined;
}

/** How large one unit of this dimension is, as the logarithm of its size in SI; `undefined` where the basis lacks it. */
export function logSizeOver(basis: readonly SimpleUnit[], dimension: DimensionVector): number | undefined {
  const exponents = exponentsOver(basis, dimension);
  return exponents?.reduce((sum, exponent, k) => sum + exponent * basis[k].logSize, 0);
}
