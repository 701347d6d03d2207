import { NumericError } from "@mesoscope/sdk";
import type { RotateRows } from "../backend/layer.js";
import type { Bidiagonal } from "./bidiagonalize.js";
import { rotatingRows } from "./rotating-rows.js";
import { type Rotation, rotationOf } from "./rotation.js";

const sweepsPerValue = 60;

/**
 * Turns a bidiagonal matrix into a diagonal one in place by implicit QR sweeps, without a shift where a shift would
 * cost the small values their digits. Values may end up negative and in any order.
 *
 * @see Demmel & Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11 (1990) 873
 */
export function diagonalizeBidiagonal(b: Bidiagonal): void {
  const n = b.diagonal.length;
  rotatingRows(b.ut, n, (rotateLeft) => {
    rotatingRows(b.vt, n, (rotateRight) => diagonalize(b, rotateLeft, rotateRight));
  });
}

function diagonalize({ diagonal: d, above: e }: Bidiagonal, rotateLeft: RotateRows, rotateRight: RotateRows): void {
  const noted: Noted = { left: new Float64Array(2 * d.length), right: new Float64Array(2 * d.length) };
  let end = d.length - 1;
  for (let sweeps = 0; end > 0; sweeps++) {
    if (sweeps > sweepsPerValue * d.length) throw notConverged(d.length);
    for (let i = 0; i < end; i++) {
      if (Math.abs(e[i]!) <= Number.EPSILON * (Math.abs(d[i]!) + Math.abs(d[i + 1]!))) e[i] = 0;
    }
    while (end > 0 && e[end - 1] === 0) end--;
    if (end === 0) return;
    let start = end - 1;
    while (start > 0 && e[start - 1] !== 0) start--;
    const shift = shiftFor(d, e, start, end);
    if (shift === 0) sweepWithoutShift(d, e, start, end, noted);
    else sweep(d, e, start, end, shift, noted);
    rotateLeft(start, noted.left, end - start);
    rotateRight(start, noted.right, end - start);
  }
}

/** The smaller singular value of the last two rows; 0 where that is too small to matter or the block is singular. */
function shiftFor(d: Float64Array, e: Float64Array, start: number, end: number): number {
  for (let i = start; i <= end; i++) if (d[i] === 0) return 0;
  const f = Math.abs(d[end - 1]!);
  const g = Math.abs(e[end - 1]!);
  const h = Math.abs(d[end]!);
  const largest = (Math.hypot(f + h, g) + Math.hypot(f - h, g)) / 2;
  const shift = Math.min(f, h) * (Math.max(f, h) / largest);
  return (shift / d[start]!) ** 2 < Number.EPSILON ? 0 : shift;
}

const right: Rotation = { c: 1, s: 0, r: 0 };
const left: Rotation = { c: 1, s: 0, r: 0 };

/** Cosines and sines of the rotations of a sweep, from its first row. */
interface Noted {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

function note(list: Float64Array, k: number, { c, s }: Rotation): void {
  list[2 * k] = c;
  list[2 * k + 1] = s;
}

function sweep(d: Float64Array, e: Float64Array, start: number, end: number, shift: number, noted: Noted): void {
  let f = (Math.abs(d[start]!) - shift) * (Math.sign(d[start]!) + shift / d[start]!);
  let g = e[start]!;
  for (let k = start; k < end; k++) {
    rotationOf(f, g, right);
    if (k > start) e[k - 1] = right.r;
    f = right.c * d[k]! + right.s * e[k]!;
    e[k] = right.c * e[k]! - right.s * d[k]!;
    g = right.s * d[k + 1]!;
    d[k + 1]! *= right.c;
    note(noted.right, k - start, right);
    rotationOf(f, g, left);
    d[k] = left.r;
    f = left.c * e[k]! + left.s * d[k + 1]!;
    d[k + 1] = left.c * d[k + 1]! - left.s * e[k]!;
    if (k + 1 < end) {
      g = left.s * e[k + 1]!;
      e[k + 1]! *= left.c;
    }
    note(noted.left, k - start, left);
  }
  e[end - 1] = f;
}

function sweepWithoutShift(d: Float64Array, e: Float64Array, start: number, end: number, noted: Noted): void {
  right.c = 1;
  left.c = 1;
  left.s = 0;
  for (let k = start; k < end; k++) {
    rotationOf(d[k]! * right.c, e[k]!, right);
    if (k > start) e[k - 1] = left.s * right.r;
    note(noted.right, k - start, right);
    rotationOf(left.c * right.r, d[k + 1]! * right.s, left);
    d[k] = left.r;
    note(noted.left, k - start, left);
  }
  const last = d[end]! * right.c;
  d[end] = last * left.c;
  e[end - 1] = last * left.s;
}

function notConverged(size: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `svd: no result after ${sweepsPerValue * size} sweeps. Check the matrix for entries that are not finite.`,
  );
}
