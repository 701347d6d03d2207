import { ValueError } from "@mesoscope/sdk";

/**
 * Whole numbers modulo 2⁵², kept in doubles: two of them add without rounding, so masks cancel exactly and a sum does
 * not depend on its order.
 */
const bits = 52;
const modulus = 2 ** bits;

/**
 * Numbers as whole multiples of 2^-fractionBits modulo 2⁵², rounded towards zero so that no norm grows.
 *
 * @param parties how many such vectors are added: no sum of theirs may wrap around
 * @throws ValueError OUT_OF_RANGE
 */
export function toFixedPoint(owner: string, values: Float64Array, fractionBits: number, parties: number): Float64Array {
  const largest = modulus / 2 / parties;
  return values.map((value, i) => {
    const whole = Math.trunc(value * 2 ** fractionBits);
    if (Math.abs(whole) < largest) return whole < 0 ? whole + modulus : whole + 0;
    throw new ValueError(
      "OUT_OF_RANGE",
      `${owner}: entry ${i} is ${value}, more than the ${largest / 2 ** fractionBits} that ${parties} parties can add. Use fewer fractionBits, or clipNorm.`,
    );
  });
}

/** The numbers that `toFixedPoint` made whole. */
export function fromFixedPoint(whole: Float64Array, fractionBits: number): Float64Array {
  return whole.map((value) => (value < modulus / 2 ? value : value - modulus) / 2 ** fractionBits);
}

/** Adds one vector to another modulo 2⁵², in place. */
export function addModulo(sum: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < sum.length; i++) {
    const added = sum[i]! + vector[i]!;
    sum[i] = added < modulus ? added : added - modulus;
  }
}

/** Subtracts one vector from another modulo 2⁵², in place. */
export function subtractModulo(sum: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < sum.length; i++) {
    const left = sum[i]! - vector[i]!;
    sum[i] = left < 0 ? left + modulus : left;
  }
}
