import { checkOptions, displaySymbol, ValueError } from "@mesoscope/sdk";
import type { Covariance, CovarianceFunction } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";
import { activeColumns, checkInputs } from "./stationary.js";

/** Options of `periodic`. */
export interface PeriodicOptions {
  /** Start of the period, in the unit of the inputs; the search stays within a factor of 1.5 of it. */
  readonly period: Start;
  /** Start of the length scale `ℓ`, relative to the period: small for a wave with sharp features. */
  readonly lengthScale?: Start;
  /** The columns of `X` that repeat; all by default. */
  readonly inputs?: readonly number[];
}

/**
 * Periodic covariance `exp(−2 Σ_j sin²(π (x_j − x′_j) / p_j) / ℓ_j²)`: functions that repeat exactly.
 *
 * Multiply it by `rbf` for a pattern that changes slowly.
 *
 * @example
 * covarianceMatrix(periodic({ period: 2, lengthScale: 1 }), [0, 1]).data[1]; // 0.1353352832366127
 *
 * @throws ValueError BAD_OPTION
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eq. 4.31
 */
export function periodic(options: PeriodicOptions): Covariance {
  const kind = "periodic";
  checkOptions(kind, options, ["period", "lengthScale", "inputs"]);
  const { period, lengthScale, inputs } = options;
  if (period === undefined) {
    throw new ValueError("BAD_OPTION", "periodic: there is no period. Give a start, as in periodic({ period: 24 }).");
  }
  checkStart(kind, "period", period);
  checkStart(kind, "lengthScale", lengthScale);
  checkInputs(kind, inputs);

  const kernel: Covariance = {
    kind,
    name: "periodic",
    terms: [],
    formula: "exp(−2 Σⱼ sin²(π (xⱼ − x′ⱼ) / pⱼ) / ℓⱼ²)",
    parameters(columns) {
      const active = activeColumns(kind, inputs, columns);
      const each = active.map((input) => [input]);
      return [
        ...startsOf(kind, "lengthScale", "ratio", lengthScale, each),
        ...startsOf(kind, "period", "period", period, each),
      ];
    },
    bind: (values, columns) => periodicFunction(activeColumns(kind, inputs, columns), values),
    withValues(values, columns) {
      const count = activeColumns(kind, inputs, columns).length;
      return periodic({
        period: restart(period, values.slice(count)),
        lengthScale: restart(lengthScale, values.slice(0, count)),
        ...(inputs && { inputs }),
      });
    },
    toJSON: () => ({
      kind,
      period,
      ...(lengthScale !== undefined && { lengthScale }),
      ...(inputs && { inputs: [...inputs] }),
    }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

function periodicFunction(active: readonly number[], values: readonly number[]): CovarianceFunction {
  const count = active.length;
  const weight = active.map((_, j) => 2 / values[j] ** 2);
  const frequency = active.map((_, j) => Math.PI / values[count + j]);
  return {
    row(X, i, Z, rows, out) {
      const columns = X.shape[1];
      for (let j = 0; j < rows; j++) {
        let exponent = 0;
        for (let k = 0; k < count; k++) {
          const difference = X.data[i * columns + active[k]] - Z.data[j * columns + active[k]];
          exponent += weight[k] * Math.sin(frequency[k] * difference) ** 2;
        }
        out[j] = Math.exp(-exponent);
      }
    },
    gradient(X, i, Z, rows, weights, gradient, offset) {
      const columns = X.shape[1];
      const value = new Float64Array(rows);
      this.row(X, i, Z, rows, value);
      for (let j = 0; j < rows; j++) {
        for (let k = 0; k < count; k++) {
          const angle = frequency[k] * (X.data[i * columns + active[k]] - Z.data[j * columns + active[k]]);
          const sine = Math.sin(angle);
          const factor = 2 * weights[j] * value[j] * weight[k] * sine;
          gradient[offset + k] += factor * sine;
          gradient[offset + count + k] += factor * angle * Math.cos(angle);
        }
      }
    },
    variance: () => 1,
  };
}
