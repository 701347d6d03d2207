import { checkOptions, NumericError, tick, ValueError } from "@mesoscope/sdk";
import type { NDArray } from "../arrays/nd-array.js";
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
  /** At most this many products with A; 5000, or n where that is more. */
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
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 10.1; Wu & Simon, Thick-restart Lanczos method for
 *   large symmetric eigenvalue problems, SIAM J. Matrix Anal. Appl. 22 (2000) 602
 */
export async function lanczos(
  A: LinearOperator,
  options: LanczosOptions = {},
): Promise<{ values: NDArray; vectors: NDArray }> {
  checkOptions("lanczos", options, ["count", "which", "tolerance", "maxIterations", "size", "seed"]);
  const size = operatorSize("lanczos", A, options.size);
  const { count = Math.min(6, size), which = "largest", tolerance = 1e-10 } = options;
  const { maxIterations = Math.max(5000, size), seed = 0 } = options;
  checkOptionValues({ count, which, tolerance, maxIterations }, size);
  const random = randomStream(seed);
  const basis = new KrylovBasis(operatorOf("lanczos", A, size), random.normals(size).data, random);
  const largestBasis = Math.min(Math.max(2 * count, count + 30), size);
  for (let products = 1; ; products++) {
    await tick(products - 1);
    basis.grow();
    if (!Number.isFinite(basis.gap)) throw notFinite(products);
    if (basis.size < largestBasis && products < maxIterations) continue;
    const { values, vectors } = symmetricEigen(basis.projected());
    const last = basis.size - 1;
    const scale = Math.max(Math.abs(values.data[0]!), Math.abs(values.data[last]!));
    const wanted = fromEnd(count, last, which);
    const worst = Math.max(...Array.from(wanted, (column) => basis.gap * Math.abs(vectors.get(last, column))));
    if (worst <= tolerance * scale) {
      return { values: values.take(wanted), vectors: basis.combine(vectors.take(wanted, 1)) };
    }
    if (products >= maxIterations) throw notConverged(products, worst / scale);
    const kept = fromEnd(Math.floor((count + last) / 2), last, which);
    basis.restart(values.take(kept), vectors.take(kept, 1));
  }
}

/** Positions of the `count` largest or smallest of values that ascend up to position `last`. */
function fromEnd(count: number, last: number, which: "largest" | "smallest"): Int32Array {
  return Int32Array.from({ length: count }, (_, k) => (which === "smallest" ? k : last + 1 - count + k));
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
