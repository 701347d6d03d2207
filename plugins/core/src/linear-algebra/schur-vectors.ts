import { type Parts, partsOf } from "../arrays/complex-parts.js";

/** An eigenvalue, and its place on the diagonal. */
export interface Eigenvalue {
  readonly real: number;
  readonly imaginary: number;
  readonly row: number;
  /** Whether it belongs to the 2 × 2 block of rows `row` and `row + 1`. */
  readonly isPair: boolean;
}

/** The eigenvalues of the blocks of a real Schur form; of each complex pair both. */
export function eigenvaluesOf(t: Float64Array, n: number): Eigenvalue[] {
  const found: Eigenvalue[] = [];
  for (let k = 0; k < n; k++) {
    if (k + 1 === n || t[(k + 1) * n + k] === 0) {
      found.push({ real: t[k * (n + 1)]!, imaginary: 0, row: k, isPair: false });
      continue;
    }
    const half = (t[k * (n + 1)]! - t[(k + 1) * (n + 1)]!) / 2;
    const real = t[(k + 1) * (n + 1)]! + half;
    const product = t[k * n + k + 1]! * t[(k + 1) * n + k]!;
    const imaginary = Math.sqrt(Math.max(-(half * half + product), 0));
    for (const sign of [1, -1]) found.push({ real, imaginary: sign * imaginary, row: k, isPair: true });
    k++;
  }
  return found;
}

/**
 * The vector y with `T y = λ y`, for a real Schur form T, by substitution from the row of λ upwards.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 7.6.4
 */
export function schurVector(t: Float64Array, n: number, value: Eigenvalue, smallest: number): Parts {
  const y = partsOf(n);
  const { row, real, imaginary } = value;
  if (value.isPair) {
    y.real[row] = t[row * n + row + 1]!;
    y.real[row + 1] = real - t[row * (n + 1)]!;
    y.imaginary[row + 1] = imaginary;
  } else y.real[row] = 1;
  const last = value.isPair ? row + 1 : row;
  for (let i = row - 1; i >= 0; i--) {
    const isBlock = i > 0 && t[i * n + i - 1] !== 0;
    const [re, im] = minusRow(t, n, i, last, y);
    if (isBlock) {
      const [upperRe, upperIm] = minusRow(t, n, i - 1, last, y);
      solveBlock(t, n, i - 1, value, [upperRe, upperIm, re, im], y, smallest);
      i--;
    } else {
      const pivotRe = t[i * (n + 1)]! - real;
      const isSingular = Math.abs(pivotRe) + Math.abs(imaginary) < smallest;
      divide(re, im, isSingular ? smallest : pivotRe, -imaginary, y, i);
    }
    scaleBack(y, i, last);
  }
  return y;
}

/** `- Σ t[i, j] y[j]` over the columns after the diagonal. */
function minusRow(t: Float64Array, n: number, i: number, last: number, y: Parts): [number, number] {
  let re = 0;
  let im = 0;
  for (let j = i + 1; j <= last; j++) {
    re -= t[i * n + j]! * y.real[j]!;
    im -= t[i * n + j]! * y.imaginary[j]!;
  }
  return [re, im];
}

/** Solves the two equations of rows k and k + 1 by Cramer's rule. */
function solveBlock(
  t: Float64Array,
  n: number,
  k: number,
  { real, imaginary }: Eigenvalue,
  [upperRe, upperIm, lowerRe, lowerIm]: [number, number, number, number],
  y: Parts,
  smallest: number,
): void {
  const [b, c] = [t[k * n + k + 1]!, t[(k + 1) * n + k]!];
  const a = t[k * (n + 1)]! - real;
  const d = t[(k + 1) * (n + 1)]! - real;
  const determinantRe = a * d - imaginary * imaginary - b * c;
  const determinantIm = -imaginary * (a + d);
  const isSingular = Math.abs(determinantRe) + Math.abs(determinantIm) < smallest * smallest;
  const re = isSingular ? smallest * smallest : determinantRe;
  // minusRow of the upper row has counted the term of y[k + 1] with the old value 0.
  divide(
    upperRe * d + upperIm * imaginary - b * lowerRe,
    upperIm * d - upperRe * imaginary - b * lowerIm,
    re,
    determinantIm,
    y,
    k,
  );
  divide(
    a * lowerRe + imaginary * lowerIm - c * upperRe,
    a * lowerIm - imaginary * lowerRe - c * upperIm,
    re,
    determinantIm,
    y,
    k + 1,
  );
}

/** Writes `(re + i im) / (byRe + i byIm)` to entry `at`, without overflow on the way. */
function divide(re: number, im: number, byRe: number, byIm: number, y: Parts, at: number): void {
  const scale = Math.max(Math.abs(byRe), Math.abs(byIm));
  const c = byRe / scale;
  const s = byIm / scale;
  const size = (c * c + s * s) * scale;
  y.real[at] = (re * c + im * s) / size;
  y.imaginary[at] = (im * c - re * s) / size;
}

/** Nearly equal eigenvalues make entries grow; only their proportions matter. */
function scaleBack({ real, imaginary }: Parts, from: number, to: number): void {
  const largest = Math.max(Math.abs(real[from]!), Math.abs(imaginary[from]!));
  if (largest < 1e100) return;
  for (let i = from; i <= to; i++) {
    real[i]! /= largest;
    imaginary[i]! /= largest;
  }
}
