/** The routines of BLAS and LAPACK in use, column-major as they are; arrays are taken from their first entry. */
export interface Openblas {
  readonly file: string;
  readonly version: string;
  setThreads(count: number): void;
  /** `C = alpha op(A) op(B) + beta C`. */
  dgemm(
    ...values: [
      transposeA: Letter,
      transposeB: Letter,
      m: number,
      n: number,
      k: number,
      alpha: number,
      a: Float64Array,
      lda: number,
      b: Float64Array,
      ldb: number,
      beta: number,
      c: Float64Array,
      ldc: number,
    ]
  ): void;
  /** `B = op(A)⁻¹ B` or `B op(A)⁻¹`. */
  dtrsm(
    ...values: [
      side: Letter,
      triangle: Letter,
      transpose: Letter,
      diagonal: Letter,
      m: number,
      n: number,
      alpha: number,
      a: Float64Array,
      lda: number,
      b: Float64Array,
      ldb: number,
    ]
  ): void;
  /** These return `info`. */
  dpotrf(triangle: Letter, n: number, a: Float64Array, lda: number): number;
  dpotri(triangle: Letter, n: number, a: Float64Array, lda: number): number;
  /** `R` in the upper triangle, the reflections below and `tau`. */
  dgeqrf(m: number, n: number, a: Float64Array, tau: Float64Array): void;
  /** The first `k` columns of Q in the place of the reflections. */
  dorgqr(m: number, k: number, a: Float64Array, tau: Float64Array): void;
  /** Eigenvectors replace `a`, as columns. */
  dsyevd(triangle: Letter, n: number, a: Float64Array, values: Float64Array): number;
  /** Thin decomposition. */
  dgesdd(m: number, n: number, a: Float64Array, s: Float64Array, u: Float64Array, vt: Float64Array): number;
}

export type Letter = "L" | "R" | "U" | "N" | "T";

/** What came of the search. */
export interface Search {
  readonly library: Openblas | undefined;
  /** One sentence for each place. */
  readonly probed: readonly string[];
}

/** Looks for OpenBLAS: in a browser in vain. */
export function findOpenblas(): Search {
  return { library: undefined, probed: ["OpenBLAS needs Node."] };
}
