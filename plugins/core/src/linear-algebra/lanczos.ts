import { NumericError, tick, ValueError } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { checkOptions } from "../check-options.js";
import { randomStream } from "../random/random-stream.js";
import { KrylovBasis } from "./krylov-basis.js";
import { type LinearOperator, operatorOf, operatorSize } from "./linear-operator.js";
import { symmetricEigen } from "./symmetric-eigen.js";

export interface LanczosOptions {
  /** How many eigenvalues; 6, or all where there are fewer. */
  readonly count?: number;
  /** Which ones: the `"largest"` unless given, or the `"smallest"`. */
  readonly which?: "largest" | "smallest";
  /** Ends when `|A v - λ v|` is at most this share of the largest eigenvalue's size; 1e-10. */
  readonly tolerance?: number;
  /** At most this many products with A; 300, or n where that is less. */
  readonly maxIterations?: number;
  /** The length of the vectors, needed where A is a function. */
  readonly size?: number;
  /** Of the first vector; 0. */
  readonly seed?: number;
}

/**
 * The largest or smallest eigenvalues, ascending, and orthonormal eigenvectors, the columns of shape [n, count], of a
 * symmetric operator of which only products with vectors are taken; of equal eigenvalues it may find only one. A stop
 * request is heard once per product.
 *
 * @example
 * const { values } = await lanczos([[2, 1], [1, 2]], { count: 1 });
 * allClose(values, [3]); // true
 *
 * @throws NumericError NOT_CONVERGED with the error that was reached, NOT_FINITE
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 * @throws ValueError BAD_OPTION
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 10.1 and 10.3.1 (full reorthogonalisation)
 */
export async function lanczos(
  A: LinearOperator,
  options: LanczosOptions = {},
): Promise<{ values: NDArray; vectors: NDArray }> {
  checkOptions("lanczos", options, ["count", "which", "tolerance", "maxIterations", "size", "seed"]);
  const size = operatorSize("lanczos", A, options.size);
  const { count = Math.min(6, size), which = "largest", tolerance = 1e-10, seed = 0 } = options;
  const { maxIterations = Math.min(300, size) } = options;
  checkOptionValues({ count, which, tolerance, maxIterations }, size);
  const random = randomStream(seed);
  const basis = new KrylovBasis(operatorOf("lanczos", A, size), random.normals(size).data, random);
  let nextCheck = Math.min(2 * count + 10, size);
  for (let i = 1; ; i++) {
    await tick(i - 1, maxIterations);
    basis.grow();
    if (!Number.isFinite(basis.gap)) throw notFinite(i);
    if (i < nextCheck && i < maxIterations && i < size) continue;
    const { values, vectors } = symmetricEigen(basis.tridiagonal());
    const chosen = Int32Array.from({ length: count }, (_, k) => (which === "smallest" ? k : i - count + k));
    const scale = Math.max(Math.abs(values.data[0]!), Math.abs(values.data[i - 1]!));
    const worst = Math.max(...Array.from(chosen, (column) => basis.gap * Math.abs(vectors.get(i - 1, column))));
    if (worst <= tolerance * scale) {
      return { values: values.take(chosen), vectors: combine(basis, vectors.take(chosen, 1)) };
    }
    if (i >= maxIterations) throw notConverged(i, worst / scale);
    nextCheck = Math.ceil(1.3 * i);
  }
}

function combine({ vectors }: KrylovBasis, weights: NDArray): NDArray {
  const [steps, count] = weights.shape as [number, number];
  const size = vectors[0]!.length;
  const result = new Float64Array(size * count);
  for (let k = 0; k < steps; k++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < count; j++) result[i * count + j]! += vectors[k]![i]! * weights.data[k * count + j]!;
    }
  }
  return new NDArray(result, [size, count]);
}

function checkOptionValues(
  { count, which, tolerance, maxIterations }: Required<Omit<LanczosOptions, "size" | "seed">>,
  size: number,
): void {
  if (!Number.isSafeInteger(count) || count < 1 || count > size) {
    throw new ValueError(
      "BAD_OPTION",
      `lanczos: count is ${count} for ${size} eigenvalues. Give a whole number from 1 to ${size}.`,
    );
  }
  if (which !== "largest" && which !== "smallest") {
    throw new ValueError(
      "BAD_OPTION",
      `lanczos: which is ${which}. Give "largest" or "smallest", the end of the spectrum.`,
    );
  }
  if (tolerance > 0 && Number.isSafeInteger(maxIterations) && maxIterations >= count) return;
  throw new ValueError(
    "BAD_OPTION",
    `lanczos: tolerance is ${tolerance} and maxIterations ${maxIterations}. Give a share above 0, and at least ${count} products.`,
  );
}

function notFinite(products: number): NumericError {
  return new NumericError(
    "NOT_FINITE",
    `lanczos: product ${products} with A is not finite. Check A for NaN and infinities, and its function for overflow.`,
  );
}

function notConverged(products: number, error: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `lanczos: after ${products} products an eigenvalue is uncertain by ${error.toPrecision(3)} of the largest. Allow more, or ask for fewer.`,
  );
}
