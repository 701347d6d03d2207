import type { Covariance, CovarianceFunction } from "./covariance.js";
import { join } from "./join.js";

/**
 * The sum of kernels: a function that is a sum of independent parts, such as a trend and a wave.
 *
 * @example
 * covarianceMatrix(sumOf(rbf({ lengthScale: 1 }), linear({ slope: 1 })), [0, 1]).data[3]; // 2
 *
 * @throws ValueError BAD_VALUE
 */
export function sumOf(...terms: Covariance[]): Covariance {
  return join({
    kind: "sum",
    nameOf: (parts) => parts.map(({ name }) => name).join(" + "),
    terms,
    bind: sumFunction,
    rebuild: sumOf,
  });
}

/** The sum of functions, whose hyper-parameters begin at `offsets`. */
export function sumFunction(terms: readonly CovarianceFunction[], offsets: readonly number[]): CovarianceFunction {
  return {
    row(X, i, Z, count, out) {
      const part = new Float64Array(count);
      out.fill(0, 0, count);
      for (const term of terms) {
        term.row(X, i, Z, count, part);
        for (let j = 0; j < count; j++) out[j] += part[j];
      }
    },
    gradient(X, i, Z, count, weights, gradient, offset) {
      for (const [t, term] of terms.entries()) {
        term.gradient(X, i, Z, count, weights, gradient, offset + offsets[t]);
      }
    },
    parts: { kind: "sum", terms, offsets },
    variance: (X, i) => terms.reduce((total, term) => total + term.variance(X, i), 0),
  };
}
