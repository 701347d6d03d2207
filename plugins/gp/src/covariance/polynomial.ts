import { checkOptions, displaySymbol } from "@mesoscope/sdk";
import type { Covariance, CovarianceFunction } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkCount } from "./levels.js";
import { checkStart, restart } from "./start.js";
import { startsOf } from "./starts-of.js";
import { activeColumns, checkInputs, type DistanceOptions } from "./stationary.js";

/** Options of `polynomial`. */
export interface PolynomialOptions extends DistanceOptions {
  /** The highest power, 2 by default. */
  readonly degree?: number;
}

/**
 * Polynomial covariance `(1 + Σ_j x_j x′_j / ℓ_j²)^p`: polynomials of degree `p` in all inputs, with their interactions.
 *
 * At a distance of one length scale from zero the powers have equal weight.
 *
 * @example
 * covarianceMatrix(polynomial({ degree: 2, lengthScale: 1 }), [1, 2]).data[1]; // 9
 *
 * @throws ValueError BAD_OPTION
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), section 4.2.2
 */
export function polynomial(options: PolynomialOptions = {}): Covariance {
  const kind = "polynomial";
  checkOptions(kind, options, ["degree", "lengthScale", "ard", "inputs"]);
  const { degree = 2, lengthScale, ard = true, inputs } = options;
  checkCount(kind, "degree", degree, 1);
  checkStart(kind, "lengthScale", lengthScale);
  checkInputs(kind, inputs);
  const kernel: Covariance = {
    kind,
    name: `polynomial of degree ${degree}`,
    terms: [],
    formula: `(1 + Σⱼ xⱼ x′ⱼ / ℓⱼ²)^${degree}`,
    parameters(columns) {
      const active = activeColumns(kind, inputs, columns);
      return startsOf(kind, "lengthScale", "length", lengthScale, ard ? active.map((input) => [input]) : [active]);
    },
    bind(values, columns) {
      const active = activeColumns(kind, inputs, columns);
      return polynomialFunction(
        degree,
        active,
        active.map((_, j) => values[ard ? j : 0]),
        ard,
      );
    },
    withValues: (values) => polynomial({ ...options, lengthScale: restart(lengthScale, values) }),
    toJSON: () => ({
      kind,
      degree,
      ...(lengthScale !== undefined && { lengthScale }),
      ...(!ard && { ard }),
      ...(inputs && { inputs: [...inputs] }),
    }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

function polynomialFunction(
  degree: number,
  active: readonly number[],
  lengths: readonly number[],
  ard: boolean,
): CovarianceFunction {
  const products = new Float64Array(active.length);
  const base = (x: Float64Array, xAt: number, z: Float64Array, zAt: number) => {
    let sum = 1;
    for (let k = 0; k < active.length; k++) {
      products[k] = (x[xAt + active[k]] * z[zAt + active[k]]) / lengths[k] ** 2;
      sum += products[k];
    }
    return sum;
  };
  return {
    row(X, i, Z, count, out) {
      const columns = X.shape[1];
      for (let j = 0; j < count; j++) out[j] = base(X.data, i * columns, Z.data, j * columns) ** degree;
    },
    gradient(X, i, Z, count, weights, gradient, offset) {
      const columns = X.shape[1];
      for (let j = 0; j < count; j++) {
        const factor = -2 * degree * weights[j] * base(X.data, i * columns, Z.data, j * columns) ** (degree - 1);
        for (let k = 0; k < active.length; k++) gradient[offset + (ard ? k : 0)] += factor * products[k];
      }
    },
    variance(X, i) {
      const at = i * X.shape[1];
      return base(X.data, at, X.data, at) ** degree;
    },
  };
}
