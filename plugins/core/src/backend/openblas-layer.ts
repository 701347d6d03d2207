import { contiguousView, copyView } from "../linear-algebra/copy-view.js";
import { isRowMajor, reversed, rowsReversed, transposed, type View } from "../linear-algebra/view.js";
import { type BadPivot, type Layer, worthSharing } from "./layer.js";
import type { Letter, Openblas } from "./openblas.js";

/**
 * OpenBLAS by its Fortran names. What is row-major here is its own transpose there, so that operands change places and a
 * lower triangle is an upper one.
 */
export function openblasLayer(library: Openblas, threads: number): Layer {
  let inUse = 0;
  return {
    addProduct(c, factor, a, b, isZero = false) {
      if (isInRows(c)) addProduct(c, factor, a, b, isZero);
      else if (isInRows(transposed(c))) addProduct(transposed(c), factor, transposed(b), transposed(a), isZero);
      else throughCopy(c, (copy) => addProduct(copy, factor, a, b, isZero));
    },
    substituteForward(lower, b) {
      if (lower.rowStride < 0 || lower.columnStride < 0) solve(reversed(lower), rowsReversed(b), true);
      else solve(lower, b, false);
    },
    factorize(a, n) {
      share(n ** 3 / 6);
      const info = library.dpotrf("U", n, a, n);
      return badPivot(a, info > 0 ? info : n, n, info > 0);
    },
    invert(a, n) {
      share(n ** 3 / 3);
      library.dpotri("U", n, a, n);
    },
    symmetricEigen(a, n) {
      shareSteps(n ** 3);
      const values = new Float64Array(n);
      return library.dsyevd("U", n, a, values) === 0 ? values : undefined;
    },
    qr(a, m, n) {
      const k = Math.min(m, n);
      shareSteps(m * n * k);
      const [columns, tau] = [transposedCopy(a, m, n), new Float64Array(k)];
      library.dgeqrf(m, n, columns, tau);
      const r = transposedCopy(columns, n, m).subarray(0, k * n);
      for (let i = 1; i < k; i++) r.fill(0, i * n, i * n + i);
      library.dorgqr(m, k, columns, tau);
      return { q: transposedCopy(columns.subarray(0, m * k), k, m), r };
    },
    svd(a, m, n) {
      shareSteps(m * n * n);
      // Row-major m × n is column-major n × m: A^T = V S U^T.
      const [u, values, vt] = [new Float64Array(m * n), new Float64Array(n), new Float64Array(n * n)];
      return library.dgesdd(n, m, a, values, vt, u) === 0 ? { u, values, vt } : undefined;
    },
  };

  /** Sets how many threads share so many multiplications. */
  function share(work: number): void {
    const wanted = work < worthSharing ? 1 : threads;
    if (wanted !== inUse) library.setThreads(wanted);
    inUse = wanted;
  }

  /** The same for work in many small steps, of which each waits for all threads. */
  function shareSteps(work: number): void {
    share(work / 10);
  }

  function addProduct(c: View, factor: number, a: View, b: View, isZero: boolean): void {
    share(c.rows * c.columns * a.columns);
    const [left, right] = [operand(b), operand(a)];
    library.dgemm(
      ...([left.letter, right.letter, c.columns, c.rows, a.columns, factor] as const),
      ...([left.data, left.stride, right.data, right.stride, isZero ? 0 : 1, from(c), c.rowStride] as const),
    );
  }

  function solve(triangle: View, b: View, isUpper: boolean): void {
    if (!isInRows(b)) {
      throughCopy(b, (copy) => solve(triangle, copy, isUpper));
      return;
    }
    share((triangle.rows ** 2 * b.columns) / 2);
    const { letter, data, stride } = operand(triangle);
    const stored: Letter = isUpper === (letter === "N") ? "L" : "U";
    library.dtrsm("R", stored, letter, "N", b.columns, b.rows, 1, data, stride, from(b), b.rowStride);
  }
}

/** Whether rows lie one after the other, each in one piece. */
function isInRows(v: View): boolean {
  return isRowMajor(v) && v.rowStride >= v.columns;
}

/** A matrix as OpenBLAS sees its rows: as columns, or transposed. */
function operand(v: View): { letter: Letter; data: Float64Array; stride: number } {
  if (isInRows(v)) return { letter: "N", data: from(v), stride: v.rowStride };
  if (isInRows(transposed(v))) return { letter: "T", data: from(v), stride: v.columnStride };
  return operand(contiguous(v));
}

function from({ data, offset }: View): Float64Array {
  return data.subarray(offset);
}

/** The columns of a row-major matrix, one after the other. */
function transposedCopy(data: Float64Array, rows: number, columns: number): Float64Array {
  return contiguous(transposed(contiguousView(data, rows, columns))).data;
}

function throughCopy(v: View, work: (copy: View) => void): void {
  const copy = contiguous(v);
  work(copy);
  copyView(v, copy);
}

function contiguous(v: View): View {
  const copy = contiguousView(new Float64Array(v.rows * v.columns), v.rows, v.columns);
  copyView(copy, v);
  return copy;
}

/** LAPACK lets infinities pass and may let NaN: the first bad entry on the diagonal is what ends a factorisation. */
function badPivot(a: Float64Array, count: number, n: number, isLastPivot: boolean): BadPivot | undefined {
  for (let row = 0; row < count; row++) {
    const root = a[row * (n + 1)]!;
    if (isLastPivot && row === count - 1) return { row, pivot: root };
    if (!(root > 0 && root < Infinity)) return { row, pivot: root * root };
  }
  return undefined;
}
