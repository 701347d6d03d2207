import type { View } from "../linear-algebra/view.js";

/** Less work than this, in multiplications, is done before other threads are awake. */
export const worthSharing = 2e7;

/** Where a Cholesky factorisation ended: the row whose pivot is not positive and finite. */
export interface BadPivot {
  readonly row: number;
  readonly pivot: number;
}

/** Singular vectors and values of a square or tall matrix, as `svd` returns them. */
interface Decomposition {
  readonly u: Float64Array;
  readonly values: Float64Array;
  readonly vt: Float64Array;
}

/** Rotates neighbouring rows: rotation k, of cosine `rotations[2k]` and sine `rotations[2k + 1]`, rows `first + k` and the next. */
export type RotateRows = (first: number, rotations: Float64Array, count: number) => void;

/** One way of doing the work that grows with the cube of the size. */
export interface Layer {
  /** `c += factor · a b`, for matrices of any layout; a `c` that `isZero` need not be read. */
  addProduct(c: View, factor: number, a: View, b: View, isZero?: boolean): void;
  /** Replaces `b` by `L⁻¹ b`, for a lower triangle L without zeros on its diagonal. */
  substituteForward(lower: View, b: View): void;
  /** The lower Cholesky factor of a contiguous n × n matrix, in its place; what is right of the diagonal is lost. */
  factorize(a: Float64Array, n: number): BadPivot | undefined;
  /** The lower triangle of `(L Lᵀ)⁻¹` in the place of L; what is right of the diagonal is lost. */
  invert(a: Float64Array, n: number): void;
  /** Lends a way to rotate the rows of a contiguous n × n matrix, which are as they should be when `use` returns. */
  rotatingRows?<T>(data: Float64Array, n: number, use: (rotate: RotateRows) => T): T;
  /** Eigenvalues, ascending, and eigenvectors as rows, in the place of the lower triangle `a`; `undefined` on failure. */
  symmetricEigen?(a: Float64Array, n: number): Float64Array | undefined;
  /** `A = Q R` of an m × n matrix, with k = min(m, n): Q of m × k and R of k × n. */
  qr?(a: Float64Array, m: number, n: number): { readonly q: Float64Array; readonly r: Float64Array };
  /** Thin singular value decomposition of an m × n matrix with m ≥ n, which is lost; `undefined` on failure. */
  svd?(a: Float64Array, m: number, n: number): Decomposition | undefined;
}
