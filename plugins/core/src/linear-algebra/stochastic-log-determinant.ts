import { checkOptions, NumericError, tick, ValueError } from "@mesoscope/sdk";
import { mean, standardDeviation } from "../arrays/reduce.js";
import { randomStream } from "../random/random-stream.js";
import { KrylovBasis } from "./krylov-basis.js";
import { type LinearOperator, operatorOf, operatorSize } from "./linear-operator.js";
import { symmetricEigen } from "./symmetric-eigen.js";

export interface StochasticLogDeterminantOptions {
  /** How many random vectors are averaged; 30. */
  readonly probes?: number;
  /** Products with A per vector; 50, or n where that is less. */
  readonly steps?: number;
  /** The length of the vectors, needed where A is a function. */
  readonly size?: number;
  /** Of the random vectors; 0. */
  readonly seed?: number;
}

/**
 * An estimate of the logarithm of the determinant of a symmetric positive-definite operator, and its standard error, from
 * products with random vectors. A stop request is heard once per vector.
 *
 * @example
 * const { value } = await stochasticLogDeterminant([[2, 0], [0, 3]]);
 * allClose([value], [Math.log(6)]); // true
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE, NOT_FINITE
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 * @throws ValueError BAD_OPTION
 * @see Ubaru, Chen & Saad, Fast estimation of tr(f(A)) via stochastic Lanczos quadrature, SIAM J. Matrix Anal. Appl. 38
 *   (2017) 1075
 */
export async function stochasticLogDeterminant(
  A: LinearOperator,
  options: StochasticLogDeterminantOptions = {},
): Promise<{ value: number; standardError: number }> {
  checkOptions("stochasticLogDeterminant", options, ["probes", "steps", "size", "seed"]);
  const size = operatorSize("stochasticLogDeterminant", A, options.size);
  const { probes = 30, steps = Math.min(50, size), seed = 0 } = options;
  for (const [name, value, least] of [
    ["probes", probes, 2],
    ["steps", steps, 1],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new ValueError(
      "BAD_OPTION",
      `stochasticLogDeterminant: ${name} is ${value}. Give a whole number from ${least}.`,
    );
  }
  const apply = operatorOf("stochasticLogDeterminant", A, size);
  const random = randomStream(seed);
  const estimates = new Float64Array(probes);
  for (let i = 0; i < probes; i++) {
    await tick(i, probes);
    const signs = Float64Array.from({ length: size }, () => (random.integer(2) === 0 ? -1 : 1));
    const basis = new KrylovBasis(apply, signs, random);
    for (let k = 0; k < Math.min(steps, size) && basis.gap !== 0; k++) basis.grow();
    estimates[i] = size * quadrature(basis);
  }
  return {
    value: mean(estimates),
    standardError: standardDeviation(estimates, undefined, { sample: true }) / Math.sqrt(probes),
  };
}

/** The mean logarithm of the eigenvalues, weighted by how much of the first vector lies in each. */
function quadrature(basis: KrylovBasis): number {
  const matrix = basis.projected();
  if (!matrix.data.every(Number.isFinite)) {
    throw new NumericError(
      "NOT_FINITE",
      "stochasticLogDeterminant: a product with A is not finite. Check A for NaN and infinities.",
    );
  }
  const { values, vectors } = symmetricEigen(matrix);
  if (!(values.data[0]! > 0)) {
    throw new NumericError(
      "NOT_POSITIVE_DEFINITE",
      `stochasticLogDeterminant: A has an eigenvalue near ${values.data[0]!.toPrecision(3)}. Give a positive-definite matrix.`,
    );
  }
  return values.data.reduce((total, value, k) => total + vectors.get(0, k) ** 2 * Math.log(value), 0);
}
