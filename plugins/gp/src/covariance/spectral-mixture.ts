import { checkOptions, displaySymbol, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Covariance, CovarianceFunction } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkInput } from "./levels.js";
import { checkStart, numbersOf, readStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";
import { activeColumns } from "./stationary.js";

/** Options of `spectralMixture`. */
export interface SpectralMixtureOptions {
  /** Start of the period of every wave; `spectralWaves` reads them from the data. */
  readonly period: Start;
  /** Start of the distance over which a wave keeps its phase: one number, or one per wave. */
  readonly lengthScale?: Start;
  /** Start of the standard deviation of every wave, in the unit of the target. */
  readonly outputScale?: Start;
  /** The column of `X` along which the waves run; 0 by default. */
  readonly input?: number;
}

/**
 * Spectral mixture `Σ_q σ_q² exp(−r²/2ℓ_q²) cos(2π r / p_q)`: waves that slowly lose their phase, one per period.
 *
 * A Gaussian in the spectrum has its centre at `1/p` and the width `1/(2πℓ)`. For several inputs multiply such kernels.
 *
 * @example
 * const kernel = spectralMixture({ period: [2, 4], lengthScale: 1, outputScale: 1 });
 * covarianceMatrix(kernel, [0, 1]).data[0]; // 2
 *
 * @throws ValueError BAD_OPTION
 * @see Wilson & Adams, Gaussian process kernels for pattern discovery and extrapolation, ICML (2013), eq. 12
 */
export function spectralMixture(options: SpectralMixtureOptions): Covariance {
  const kind = "spectralMixture";
  checkOptions(kind, options, ["period", "lengthScale", "outputScale", "input"]);
  const { period, lengthScale, outputScale, input = 0 } = options;
  if (period === undefined) {
    throw new ValueError("BAD_OPTION", "spectralMixture: there is no period. Give some, or spectralWaves(X, y).");
  }
  checkStart(kind, "period", period);
  checkStart(kind, "lengthScale", lengthScale);
  checkStart(kind, "outputScale", outputScale);
  checkInput(kind, input);
  const count = countOf(period);
  readStart(kind, "period", period, count);
  const waves = (name: "period" | "lengthScale" | "outputScale", start: Start | undefined) => {
    const isScale = name === "outputScale";
    const role = isScale ? "amplitude" : name === "period" ? "period" : "length";
    return startsOf(kind, name, role, start, new Array<number[]>(count).fill(isScale ? [] : [input]));
  };
  const kernel: Covariance = {
    kind,
    name: `spectral mixture of ${count}`,
    terms: [],
    formula: "Σ_q σ_q² exp(−(x − x′)²/2ℓ_q²) cos(2π (x − x′) / p_q)",
    parameters: () => [
      ...waves("outputScale", outputScale),
      ...waves("lengthScale", lengthScale),
      ...waves("period", period),
    ],
    bind(values, columns) {
      activeColumns(kind, [input], columns);
      return mixtureFunction(count, input, values);
    },
    withValues: (values) =>
      spectralMixture({
        ...options,
        outputScale: restart(outputScale, values.slice(0, count)),
        lengthScale: restart(lengthScale, values.slice(count, 2 * count)),
        period: restart(period, values.slice(2 * count)),
      }),
    toJSON: () => ({ kind, ...options }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

function countOf(start: Start): number {
  const given = numbersOf(start);
  const count = typeof given === "number" ? 1 : given.length;
  if (count > 0) return count;
  throw new ShapeError("EMPTY", "spectralMixture: period has no values. Give one per wave, at least one.");
}

function mixtureFunction(count: number, input: number, values: readonly number[]): CovarianceFunction {
  const variance = values.slice(0, count).map((scale) => scale * scale);
  const lengths = values.slice(count, 2 * count);
  const frequencies = values.slice(2 * count).map((period) => (2 * Math.PI) / period);
  const total = variance.reduce((sum, value) => sum + value, 0);
  return {
    row(X, i, Z, rows, out) {
      const columns = X.shape[1];
      for (let j = 0; j < rows; j++) {
        const distance = X.data[i * columns + input] - Z.data[j * columns + input];
        out[j] = 0;
        for (let q = 0; q < count; q++) {
          out[j] += variance[q] * Math.exp(-0.5 * (distance / lengths[q]) ** 2) * Math.cos(frequencies[q] * distance);
        }
      }
    },
    gradient(X, i, Z, rows, weights, gradient, offset) {
      const columns = X.shape[1];
      for (let j = 0; j < rows; j++) {
        const distance = X.data[i * columns + input] - Z.data[j * columns + input];
        for (let q = 0; q < count; q++) {
          const square = (distance / lengths[q]) ** 2;
          const angle = frequencies[q] * distance;
          const size = weights[j] * variance[q] * Math.exp(-0.5 * square);
          const value = size * Math.cos(angle);
          gradient[offset + q] += 2 * value;
          gradient[offset + count + q] += value * square;
          gradient[offset + 2 * count + q] += size * Math.sin(angle) * angle;
        }
      }
    },
    variance: () => total,
  };
}
