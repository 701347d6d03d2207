import type { RandomStream } from "@mesoscope/core";
import { norm, removeAlong } from "../vectors.js";

/** Below this, as a fraction of the values, what is left of them is rounding. */
const roundingShare = 1e-8;

/** Below this the rest is known to too few digits to be compared. */
const vagueShare = 1e-4;

/** What a frame leaves of values: nothing, too little to compare, or a rest. */
export type Remainder = "nothing" | "vague" | "rest";

/**
 * Takes out of values what a few given columns explain in the sense of least squares. Two rests are proportional exactly
 * where one quantity is the other one times a constant plus a combination of the columns.
 */
export class Frame {
  readonly rows: number;
  readonly #basis: readonly Float64Array[];
  readonly #direction: Float64Array;

  constructor(columns: readonly Float64Array[], rows: number, random: RandomStream) {
    this.rows = rows;
    this.#direction = random.normals(rows).data.map((value) => value / Math.sqrt(rows));
    this.#basis = orthonormal(columns);
  }

  /** How many directions are left to tell values apart. */
  get freedom(): number {
    return this.rows - this.#basis.length;
  }

  /** Writes what is left of the values. */
  project(values: Float64Array, rest: Float64Array): Remainder {
    const whole = norm(values);
    if (!(whole < 1e100)) return "vague";
    rest.set(values);
    for (const direction of this.#basis) removeAlong(direction, rest);
    const share = norm(rest) / whole;
    if (!(share >= roundingShare)) return whole > 0 ? "nothing" : "vague";
    return share < vagueShare ? "vague" : "rest";
  }

  /** The same for proportional rests, whatever their sign; of random rests, spread over some 0 to 3. */
  key(rest: Float64Array): number {
    let along = 0;
    let square = 0;
    for (let i = 0; i < rest.length; i++) {
      along += rest[i] * this.#direction[i];
      square += rest[i] * rest[i];
    }
    return Math.abs(along) * Math.sqrt(this.rows / square);
  }
}

function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const direction = column.map((value) => value / norm(column));
    for (const earlier of [...basis, ...basis]) removeAlong(earlier, direction);
    const left = norm(direction);
    if (left > 1e-10) basis.push(direction.map((value) => value / left));
  }
  return basis;
}
