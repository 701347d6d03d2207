import {
  type ArrayInput,
  add,
  asMatrix,
  asVector,
  type GaussianPredictive,
  matmul,
  type NDArray,
  subtract,
} from "@mesoscope/core";
import { NumericError, ShapeError, ValueError } from "@mesoscope/sdk";
import { inverseOf } from "../common/covariance.js";
import { symmetric } from "../common/symmetric.js";
import { beliefOf, covarianceOf, meanOf, type Source } from "./sources.js";

/** What is known of linear combinations of the estimated quantities. */
export interface LinearObservation {
  /** One row of factors per combination, of shape [m, n]. */
  readonly operator: ArrayInput;
  /** What the combinations are, of shape [m]. */
  readonly values: ArrayInput;
  /** The covariance of the errors of `values`, of shape [m, m]; none where they hold exactly. */
  readonly covariance?: ArrayInput;
}

/** By how much, in units of the numbers at hand, an exact observation may be missed. */
const exactness = 1e-8;

/**
 * The estimate, once linear combinations of its quantities are known: exactly, or up to normal errors.
 *
 * Repeated and dependent combinations are allowed.
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError NOT_FINITE; NumericError INCONSISTENT where exact combinations
 *   contradict each other or the estimate
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eq. A.6
 */
export function condition(owner: string, source: Source, observation: LinearObservation): GaussianPredictive {
  const mean = meanOf(source);
  const covariance = covarianceOf(source);
  const { operator, values } = readObservation(owner, observation, mean.size);
  const cross = matmul(covariance, operator.transpose());
  const spread = matmul(operator, cross);
  const noise = observation.covariance && asMatrix(observation.covariance, `${owner}: covariance`);
  const inverse = inverseOf(noise ? add(spread, noise) : spread);
  const gain = matmul(cross, inverse);
  const step = matmul(gain, subtract(values, matmul(operator, mean)));
  let updated = add(mean, step);
  if (!noise) {
    // A second step removes what rounding left of the first.
    updated = add(updated, matmul(gain, subtract(values, matmul(operator, updated))));
    checkExact(owner, operator, values, updated);
  }
  return beliefOf(updated, symmetric(subtract(covariance, matmul(gain, cross.transpose()))));
}

function readObservation(owner: string, observation: LinearObservation, n: number) {
  const values = asVector(observation.values, `${owner}: values`);
  const given = asMatrix(observation.operator, `${owner}: operator`);
  const operator = given.shape[1] === 1 && n > 1 && values.size === 1 ? given.reshape([1, given.size]) : given;
  if (operator.shape[1] !== n || operator.shape[0] !== values.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the operator is [${operator.shape}] for ${n} quantities and ${values.size} values. Give one row per value, one column per quantity.`,
    );
  }
  for (const [name, { data }] of Object.entries({ operator, values })) {
    const bad = data.find((value) => !Number.isFinite(value));
    if (bad === undefined) continue;
    throw new ValueError(
      "NOT_FINITE",
      `${owner}: ${name} holds ${bad}. Give finite numbers, and leave out what is unknown.`,
    );
  }
  return { operator, values };
}

function checkExact(owner: string, operator: NDArray, values: NDArray, mean: NDArray): void {
  const found = matmul(operator, mean);
  const m = values.size;
  for (let k = 0; k < m; k++) {
    let size = Math.abs(values.data[k]);
    for (let j = 0; j < mean.size; j++) size += Math.abs(operator.get(k, j) * mean.data[j]);
    if (Math.abs(found.data[k] - values.data[k]) <= exactness * size) continue;
    throw new NumericError(
      "INCONSISTENT",
      `${owner}: combination ${k} should be ${values.data[k]} but can only be ${found.data[k]}. Give quantities that can vary and rows that do not contradict each other.`,
    );
  }
}
