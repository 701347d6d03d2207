import { NumericError } from "@mesoscope/sdk";
import type { View } from "./view.js";

const sweepsPerValue = 60;

/**
 * Turns a Hessenberg matrix H in place into `Qᵀ H Q`, an upper triangle but for 2 × 2 blocks on its diagonal that hold
 * pairs of complex eigenvalues, by implicit double-shift QR sweeps; `q` becomes `q Q`.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithms 7.5.1 and 7.5.2
 */
export function reduceToSchur(h: View, q: View): void {
  const { data, rows: n } = h;
  const norm = data.reduce((total, value) => total + Math.abs(value), 0);
  let end = n - 1;
  for (let sweeps = 0, total = 0; end > 0; total++) {
    if (total > sweepsPerValue * n) throw notConverged(total, end);
    const start = blockStart(data, n, end, norm);
    if (start === end) end--;
    else if (start === end - 1) {
      separateReal(h, q, start);
      end -= 2;
    } else {
      sweep(h, q, start, end, ++sweeps % 10 === 0);
      continue;
    }
    sweeps = 0;
  }
}

/** The first row of the block that ends at `end`; what stands left of it is set to zero. */
function blockStart(data: Float64Array, n: number, end: number, norm: number): number {
  for (let k = end; k > 0; k--) {
    const near = Math.abs(data[(k - 1) * (n + 1)]!) + Math.abs(data[k * (n + 1)]!);
    if (Math.abs(data[k * n + k - 1]!) <= Number.EPSILON * (near === 0 ? norm : near)) {
      data[k * n + k - 1] = 0;
      return k;
    }
  }
  return 0;
}

/** Rotates a 2 × 2 block with real eigenvalues into a triangle. */
function separateReal(h: View, q: View, k: number): void {
  const { data, rows: n } = h;
  const [a, b, c, d] = [data[k * (n + 1)]!, data[k * n + k + 1]!, data[(k + 1) * n + k]!, data[(k + 1) * (n + 1)]!];
  const half = (a - d) / 2;
  const square = half * half + b * c;
  if (c === 0 || square < 0) return;
  const root = half + (half < 0 ? -1 : 1) * Math.sqrt(square);
  // (root, c) is an eigenvector of the block; the rotation turns it to the first axis.
  const size = Math.hypot(root, c);
  reflect(h, q, k, [root + (root < 0 ? -size : size), c], n - 1);
  data[(k + 1) * n + k] = 0;
}

function sweep(h: View, q: View, start: number, end: number, isExceptional: boolean): void {
  const { data, rows: n } = h;
  const at = (i: number, j: number) => data[i * n + j]!;
  let sum = at(end - 1, end - 1) + at(end, end);
  let product = at(end - 1, end - 1) * at(end, end) - at(end - 1, end) * at(end, end - 1);
  if (isExceptional) {
    const size = Math.abs(at(end, end - 1)) + Math.abs(at(end - 1, end - 2));
    sum = 1.5 * size;
    product = size * size;
  }
  let x = at(start, start) ** 2 + at(start, start + 1) * at(start + 1, start) - sum * at(start, start) + product;
  let y = at(start + 1, start) * (at(start, start) + at(start + 1, start + 1) - sum);
  let z = at(start + 1, start) * at(start + 2, start + 1);
  for (let k = start; k < end; k++) {
    const isLast = k === end - 1;
    const scale = Math.max(Math.abs(x), Math.abs(y), isLast ? 0 : Math.abs(z));
    if (scale > 0) {
      const vector = (isLast ? [x, y] : [x, y, z]).map((value) => value / scale);
      const size = Math.hypot(...vector);
      vector[0]! += vector[0]! < 0 ? -size : size;
      reflect(h, q, k, vector, end);
    }
    if (k > start) for (let i = k + 1; i <= Math.min(k + 2, end); i++) data[i * n + k - 1] = 0;
    x = at(k + 1, k);
    y = k + 2 <= end ? at(k + 2, k) : 0;
    z = k + 3 <= end ? at(k + 3, k) : 0;
  }
}

/** Reflects rows and columns `k`, `k + 1`, … of H by the vector, and the same columns of Q. */
function reflect(h: View, q: View, k: number, vector: readonly number[], end: number): void {
  const n = h.rows;
  const [u, v, w = 0] = vector as [number, number, number?];
  const factor = 2 / (u * u + v * v + w * w);
  const hasThird = vector.length === 3;
  for (let j = Math.max(k - 1, 0); j < n; j++) {
    const at = k * n + j;
    const { data } = h;
    const third = hasThird ? data[at + 2 * n]! : 0;
    const total = factor * (u * data[at]! + v * data[at + n]! + w * third);
    data[at]! -= total * u;
    data[at + n]! -= total * v;
    if (hasThird) data[at + 2 * n] = third - total * w;
  }
  reflectColumnsOf(h.data, Math.min(k + vector.length, end) + 1);
  reflectColumnsOf(q.data, n);

  function reflectColumnsOf(data: Float64Array, rows: number): void {
    for (let i = 0; i < rows; i++) {
      const at = i * n + k;
      const third = hasThird ? data[at + 2]! : 0;
      const total = factor * (u * data[at]! + v * data[at + 1]! + w * third);
      data[at]! -= total * u;
      data[at + 1]! -= total * v;
      if (hasThird) data[at + 2] = third - total * w;
    }
  }
}

function notConverged(sweeps: number, end: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `eigen: no result after ${sweeps} sweeps, with ${end + 1} eigenvalues left. Check the matrix for extreme entries.`,
  );
}
