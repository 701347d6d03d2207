import type { DimensionVector } from "../problem.js";
import type { Monomial } from "./monomials.js";
import type { Units } from "./units.js";

/** The products of powers with a given unit: their exponents are `start` plus any combination of `directions`. */
export interface ExponentSpace {
  readonly start: Monomial;
  readonly directions: readonly Monomial[];
}

/** All products of powers of so many variables. */
export function freeExponents(variables: number): ExponentSpace {
  const identity = Array.from({ length: variables }, (_, i) => Array.from({ length: variables }, (_, j) => +(i === j)));
  return { start: new Array<number>(variables).fill(0), directions: identity };
}

/**
 * The products of powers that have the unit; `undefined` where there are none. Their directions are dimensionless.
 *
 * @see Buckingham, Physical Review 4 (1914), 345–376
 */
export function exponentsOfUnit({ variables }: Units, dimension: DimensionVector): ExponentSpace | undefined {
  const count = variables.length;
  const rows = dimension.map((target, d) => [...variables.map((vector) => vector[d]), target]);
  const pivots: number[] = [];
  for (let column = 0; column < count; column++) {
    const rank = pivots.length;
    const pivot = rows.findIndex((row, r) => r >= rank && Math.abs(row[column]) > 1e-9);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
    rows[rank] = rows[rank].map((value) => value / rows[rank][column]);
    for (const [r, row] of rows.entries()) {
      if (r !== rank) rows[r] = row.map((value, k) => value - row[column] * rows[rank][k]);
    }
    pivots.push(column);
  }
  if (rows.slice(pivots.length).some((row) => Math.abs(row[count]) > 1e-9)) return undefined;
  const fill = (value: (row: number[]) => number) => {
    const exponents = new Array<number>(count).fill(0);
    for (const [r, column] of pivots.entries()) exponents[column] = value(rows[r]);
    return exponents;
  };
  const free = Array.from({ length: count }, (_, i) => i).filter((i) => !pivots.includes(i));
  return { start: fill((row) => row[count]), directions: free.map((i) => fill((row) => -row[i]).with(i, 1)) };
}
