import { fromHex, toHex } from "../bytes.js";

/** Larger than any secret of 64 bytes. */
const prime = 2n ** 521n - 1n;
const bytesOfShare = 66;

/** A point of a polynomial that holds a secret. */
export interface Share {
  /** Where, from 1. */
  readonly at: number;
  /** The polynomial's value there, in hexadecimal digits. */
  readonly value: string;
}

/**
 * `count` shares of a secret, of which any `threshold` give it back and fewer tell nothing.
 *
 * @see Shamir, How to share a secret, Communications of the ACM 22 (1979)
 */
export function shareSecret(secret: Uint8Array, count: number, threshold: number): Share[] {
  const coefficients = [toNumber(secret), ...Array.from({ length: threshold - 1 }, randomBelowPrime)];
  return Array.from({ length: count }, (_, i) => {
    const x = BigInt(i + 1);
    const value = coefficients.reduceRight((sum, coefficient) => modulo(sum * x + coefficient), 0n);
    return { at: i + 1, value: value.toString(16) };
  });
}

/** The secret of that many bytes behind at least `threshold` of its shares. */
export function recoverSecret(shares: readonly Share[], length: number): Uint8Array<ArrayBuffer> {
  const points = shares.map(({ at, value }) => ({ x: BigInt(at), y: BigInt(`0x${value}`) }));
  const secret = points.reduce((sum, { x, y }) => {
    const others = points.filter((other) => other.x !== x);
    const over = others.reduce((product, other) => modulo(product * other.x), 1n);
    const under = others.reduce((product, other) => modulo(product * (other.x - x)), 1n);
    return modulo(sum + y * over * inverse(under));
  }, 0n);
  const digits = secret.toString(16).padStart(2 * length, "0");
  return fromHex(digits);
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

function randomBelowPrime(): bigint {
  for (;;) {
    const drawn = toNumber(globalThis.crypto.getRandomValues(new Uint8Array(bytesOfShare))) >> 7n;
    if (drawn < prime) return drawn;
  }
}

function modulo(value: bigint): bigint {
  const rest = value % prime;
  return rest < 0n ? rest + prime : rest;
}

/** By Fermat: the power p − 2. */
function inverse(value: bigint): bigint {
  let [result, base] = [1n, value];
  for (let exponent = prime - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = modulo(result * base);
    base = modulo(base * base);
  }
  return result;
}
