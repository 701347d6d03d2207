import { type ArrayInput, asMatrix, asVector, cholesky, NDArray } from "@mesoscope/core";
import { checkOptions, DataError, ShapeError, ValueError } from "@mesoscope/sdk";

/** Mean and covariance of what a function makes of uncertain inputs. */
export interface TransformedMoments {
  /** Of shape [m]. */
  readonly mean: NDArray;
  /** Of shape [m, m]. */
  readonly covariance: NDArray;
}

/** Options of `unscentedTransform`. */
export interface UnscentedOptions {
  /** How far out the points lie, in units of `√d` standard deviations; 1 by default. */
  readonly spread?: number;
}

/**
 * Mean and covariance of `f(x)` for x of a mean and covariance, from `2d + 1` evaluations; exact for linear f, and in the
 * mean for quadratic f.
 *
 * @param f of one point to a number or several
 *
 * @example
 * const { mean } = unscentedTransform(([a, b]) => [a * a, a + b], [1, 2], [[0.04, 0], [0, 0.09]]);
 * mean.data.map((value) => Number(value.toFixed(6))); // [1.04, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH; NumericError NOT_POSITIVE_DEFINITE; DataError MISSING_VALUES; ValueError BAD_OPTION
 * @see Julier & Uhlmann, Proc. IEEE 92 (2004) 401; Wan & van der Merwe (2000), eq. 15
 */
export function unscentedTransform(
  f: (x: number[]) => number | readonly number[],
  mean: ArrayInput,
  covariance: ArrayInput,
  options: UnscentedOptions = {},
): TransformedMoments {
  const owner = "unscentedTransform";
  checkOptions(owner, options, ["spread"]);
  const { spread = 1 } = options;
  if (!(spread > 0 && spread < Number.POSITIVE_INFINITY)) {
    throw new ValueError("BAD_OPTION", `${owner}: spread is ${spread}. Give a positive number, such as 1.`);
  }
  const centre = asVector(mean, `${owner}: mean`).data;
  const matrix = asMatrix(covariance, `${owner}: covariance`);
  const size = centre.length;
  if (matrix.shape[0] !== size || matrix.shape[1] !== size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: mean has ${size} entries but covariance has shape [${matrix.shape}]. Give shape [${size}, ${size}].`,
    );
  }
  const factor = cholesky(matrix);
  const reach = spread * Math.sqrt(size);
  const along = (k: number, sign: number) => Array.from(centre, (x, i) => x + sign * reach * factor.data[i * size + k]);
  const points = [Array.from(centre), ...Array.from(centre, (_, k) => [along(k, 1), along(k, -1)]).flat()];
  const values = points.map((point) => [f([...point])].flat());
  if (!values.flat().every(Number.isFinite)) {
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: the function gave no finite number at a point. Return finite numbers everywhere.`,
    );
  }
  // The spread of normal inputs is taken into account by 2 in the weight of the centre.
  const outer = 1 / (2 * reach * reach);
  const meanWeights = points.map((_, k) => (k === 0 ? 1 - 1 / spread ** 2 : outer));
  const weights = points.map((_, k) => (k === 0 ? meanWeights[0] + 1 - spread ** 2 + 2 : outer));
  const count = values[0].length;
  const found = Float64Array.from({ length: count }, (_, i) =>
    values.reduce((sum, value, k) => sum + meanWeights[k] * value[i], 0),
  );
  const result = new NDArray(new Float64Array(count * count), [count, count]);
  const transformed = result.map((_, at) => {
    const [i, j] = [Math.floor(at / count), at % count];
    return values.reduce((sum, value, k) => sum + weights[k] * (value[i] - found[i]) * (value[j] - found[j]), 0);
  });
  return { mean: new NDArray(found), covariance: transformed };
}
