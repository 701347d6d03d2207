import { NumericError } from "@mesoscope/sdk";
import type { RotateRows } from "../backend/layer.js";
import { rotatingRows } from "./rotating-rows.js";
import { type Rotation, rotationOf } from "./rotation.js";
import type { Tridiagonal } from "./tridiagonalize.js";

const sweepsPerValue = 60;
const rotation: Rotation = { c: 1, s: 0, r: 0 };

/**
 * Turns a symmetric tridiagonal matrix into a diagonal one in place by implicit QR sweeps with Wilkinson's shift;
 * values end up in any order.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithms 8.3.2 and 8.3.3
 */
export function diagonalizeTridiagonal(reduced: Tridiagonal): void {
  rotatingRows(reduced.qt, reduced.diagonal.length, (rotate) => diagonalize(reduced, rotate));
}

function diagonalize({ diagonal: d, beside: e }: Tridiagonal, rotate: RotateRows): void {
  const rotations = new Float64Array(2 * d.length);
  let end = d.length - 1;
  for (let sweeps = 0; end > 0; sweeps++) {
    if (sweeps > sweepsPerValue * d.length) throw notConverged(d.length);
    for (let i = 0; i < end; i++) {
      if (Math.abs(e[i]!) <= Number.EPSILON * Math.sqrt(Math.abs(d[i]! * d[i + 1]!)) || Math.abs(e[i]!) < 1e-290)
        e[i] = 0;
    }
    while (end > 0 && e[end - 1] === 0) end--;
    if (end === 0) return;
    let start = end - 1;
    while (start > 0 && e[start - 1] !== 0) start--;
    sweep(d, e, start, end, rotations);
    rotate(start, rotations, end - start);
  }
}

/** The eigenvalue of the last two rows that is nearer to the last diagonal entry. */
function shiftFor(d: Float64Array, e: Float64Array, end: number): number {
  const half = (d[end - 1]! - d[end]!) / 2;
  const side = e[end - 1]!;
  return d[end]! - (side / (half + (half < 0 ? -1 : 1) * Math.hypot(half, side))) * side;
}

/** Notes the cosine and the sine of every rotation. */
function sweep(d: Float64Array, e: Float64Array, start: number, end: number, rotations: Float64Array): void {
  let x = d[start]! - shiftFor(d, e, end);
  let z = e[start]!;
  for (let k = start; k < end; k++) {
    rotationOf(x, z, rotation);
    const { c, s, r } = rotation;
    if (k > start) e[k - 1] = r;
    const p = d[k]!;
    const q = d[k + 1]!;
    const side = e[k]!;
    d[k] = c * c * p + 2 * c * s * side + s * s * q;
    d[k + 1] = s * s * p - 2 * c * s * side + c * c * q;
    e[k] = c * s * (q - p) + (c * c - s * s) * side;
    if (k + 1 < end) {
      x = e[k]!;
      z = s * e[k + 1]!;
      e[k + 1]! *= c;
    }
    rotations[2 * (k - start)] = c;
    rotations[2 * (k - start) + 1] = s;
  }
}

function notConverged(size: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `symmetricEigen: no result after ${sweepsPerValue * size} sweeps. Check the matrix for entries that are not finite.`,
  );
}
