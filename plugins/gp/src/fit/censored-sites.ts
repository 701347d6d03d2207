import { choleskySolve, NDArray, solveTriangular } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import { normalTail } from "../normal-tail.js";
import { factorize } from "./factorize.js";

/** The Gaussian that stands for one censored target, and the rest of the posterior that it was made against. */
interface CensoredSite {
  readonly row: number;
  readonly target: number;
  readonly variance: number;
  readonly cavityMean: number;
  readonly cavityVariance: number;
  /** Log probability that the target lies beyond its bound, given all other data. */
  readonly logProbability: number;
  /** How far the bound lies below (above, for an upper bound) the cavity mean, in standard deviations. */
  readonly z: number;
  /** `d logProbability / dz`. */
  readonly slope: number;
}

/** The result of expectation propagation. */
export interface CensoredSites {
  readonly list: readonly CensoredSite[];
  /** What the log marginal likelihood of the Gaussian stand-ins lacks to that of the bounds. */
  readonly logCorrection: number;
}

const maximumSweeps = 200;
const tolerance = 1e-10;
/** Beyond this multiple of the prior variance a site says nothing. */
const widest = 1e12;

/**
 * Replaces every censored target by a Gaussian, by expectation propagation with the likelihood
 * `P(y ≥ bound | f) = Φ((f − bound) / noise)` and, for upper bounds, `Φ((bound − f) / noise)`.
 *
 * The measured targets are conditioned on first, exactly; only the censored ones are iterated over.
 *
 * @param prior lower triangle of the covariance of the process at all rows
 * @throws NumericError NOT_POSITIVE_DEFINITE, NOT_CONVERGED
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), sections 3.6 and 3.9
 */
export function censoredSites(prior: NDArray, y: Float64Array, bounds: Int8Array, noise: number): CensoredSites {
  const rows = Array.from(bounds.keys()).filter((i) => bounds[i] !== 0);
  const { mean, covariance } = givenMeasured(prior, y, bounds, rows, noise);
  const precision = new Float64Array(rows.length);
  const shift = new Float64Array(rows.length);
  const priorVariance = rows.map((_, k) => covariance[k][k]);

  for (let sweep = 0; sweep < maximumSweeps; sweep++) {
    let change = 0;
    for (const [k, row] of rows.entries()) {
      const { curvature, gradient, cavityMean, cavityVariance } = tilt(k, row);
      const scale = 1 - cavityVariance * curvature;
      const newPrecision = curvature / scale;
      const newShift = (gradient + cavityMean * curvature) / scale;
      const [precisionStep, shiftStep] = [newPrecision - precision[k], newShift - shift[k]];
      change = Math.max(
        change,
        Math.abs(precisionStep) * priorVariance[k],
        Math.abs(shiftStep - precisionStep * mean[k]) * Math.sqrt(priorVariance[k]),
      );
      precision[k] = newPrecision;
      shift[k] = newShift;
      update(k, precisionStep, shiftStep);
    }
    if (change < tolerance) return finish();
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `gaussianProcess: expectation propagation did not settle in ${maximumSweeps} sweeps. Check the bounds and the noise.`,
  );

  /** The cavity of site `k`, and how the log probability of its bound changes with the cavity's mean. */
  function tilt(k: number, row: number) {
    const cavityVariance = 1 / (1 / covariance[k][k] - precision[k]);
    const cavityMean = cavityVariance * (mean[k] / covariance[k][k] - shift[k]);
    const spread = Math.sqrt(cavityVariance + noise * noise);
    const z = (bounds[row] * (cavityMean - y[row])) / spread;
    const { log, slope, excess } = normalTail(z);
    const gradient = (bounds[row] * slope) / spread;
    const curvature = (slope * excess) / spread ** 2;
    return { cavityMean, cavityVariance, spread, z, log, slope, excess, gradient, curvature };
  }

  /** The posterior after a change of site `k`, by the rank-one formula. */
  function update(k: number, precisionStep: number, shiftStep: number): void {
    const column = covariance.map((line) => line[k]);
    const meanFactor = (shiftStep - precisionStep * mean[k]) / (1 + precisionStep * column[k]);
    const factor = precisionStep / (1 + precisionStep * column[k]);
    for (let i = 0; i < rows.length; i++) {
      mean[i] += meanFactor * column[i];
      const line = covariance[i];
      const scaled = factor * column[i];
      for (let j = 0; j < rows.length; j++) line[j] -= scaled * column[j];
    }
  }

  function finish(): CensoredSites {
    const list = rows.map((row, k): CensoredSite => {
      const { cavityMean, cavityVariance, spread, z, log, slope, excess } = tilt(k, row);
      const variance = Math.min(spread ** 2 / (slope * excess) - cavityVariance, widest * priorVariance[k]);
      const target = cavityMean + (bounds[row] * spread) / excess;
      return { row, target, variance, cavityMean, cavityVariance, logProbability: log, z, slope };
    });
    const logCorrection = list.reduce((total, site) => {
      const variance = site.cavityVariance + site.variance;
      const misfit = (site.cavityMean - site.target) ** 2 / variance;
      return total + site.logProbability + 0.5 * (Math.log(2 * Math.PI * variance) + misfit);
    }, 0);
    return { list, logCorrection };
  }
}

/** Mean and covariance of the process at the censored rows, given the measured ones. */
function givenMeasured(
  prior: NDArray,
  y: Float64Array,
  bounds: Int8Array,
  censoredRows: readonly number[],
  noise: number,
): { mean: Float64Array; covariance: Float64Array[] } {
  const n = y.length;
  const entry = (i: number, j: number) => prior.data[i > j ? i * n + j : j * n + i];
  const covariance = censoredRows.map((i) => Float64Array.from(censoredRows, (j) => entry(i, j)));
  const mean = new Float64Array(censoredRows.length);
  const measured = Array.from(bounds.keys()).filter((i) => bounds[i] === 0);
  if (measured.length === 0) return { mean, covariance };

  const among = matrixOf(measured, measured, (i, j) => entry(i, j) + (i === j ? noise * noise : 0));
  const factor = factorize(among);
  const weights = choleskySolve(factor, new NDArray(Float64Array.from(measured, (i) => y[i])));
  const explained = solveTriangular(factor, matrixOf(measured, censoredRows, entry));
  const count = censoredRows.length;
  for (let a = 0; a < count; a++) {
    for (const [m, row] of measured.entries()) {
      mean[a] += entry(censoredRows[a], row) * weights.data[m];
      for (let b = 0; b < count; b++) {
        covariance[a][b] -= explained.data[m * count + a] * explained.data[m * count + b];
      }
    }
  }
  return { mean, covariance };
}

function matrixOf(
  rows: readonly number[],
  columns: readonly number[],
  entry: (i: number, j: number) => number,
): NDArray {
  const data = new Float64Array(rows.length * columns.length);
  for (const [a, i] of rows.entries()) {
    for (const [b, j] of columns.entries()) data[a * columns.length + b] = entry(i, j);
  }
  return new NDArray(data, [rows.length, columns.length]);
}
