import { cholesky, randomStream } from "@mesoscope/core";
import type { Coefficient } from "./dynamics-result.js";

/** Of the correlations, which keeps those of coefficients that go together definite. */
const nugget = 1e-9;

/** So many sets of coefficients within their errors. */
export function drawCoefficients(
  coefficients: readonly Coefficient[],
  covariance: readonly (readonly number[])[],
  draws: number,
  seed: number,
): Float64Array[] {
  const size = coefficients.length;
  if (draws === 0 || size === 0) return Array.from({ length: draws }, () => new Float64Array(size));
  const scale = coefficients.map(({ standardError }) => standardError || 1);
  const factor = cholesky(
    covariance.map((row, i) => row.map((value, j) => value / scale[i] / scale[j] + (i === j ? nugget : 0))),
  );
  const random = randomStream(seed);
  return Array.from({ length: draws }, () => {
    const normals = random.normals(size).data;
    return Float64Array.from(coefficients, ({ value, standardError }, i) => {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += factor.get(i, k) * normals[k];
      return value + standardError * sum;
    });
  });
}
