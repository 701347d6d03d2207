import { matmul, NDArray, symmetricEigen, type ValueAndGradient } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance } from "../covariance/cross-covariance.js";
import { addCrossSlopes } from "../covariance/cross-slopes.js";
import type { Grid } from "./read-grid.js";
import { axisFirst, inBases, outer } from "./tensor.js";

/** The numbers of a process on a grid: `σ² k₁(x₁, x₁′) … k_d(x_d, x_d′)` plus an unknown constant, and noise. */
export interface GridProcess {
  /** One kernel per axis, each of one input, and where its hyper-parameters begin. */
  readonly kernels: readonly CovarianceFunction[];
  readonly offsets: readonly number[];
  readonly outputScale: number;
  readonly noise: number;
  /** The variance of the unknown constant. */
  readonly constant: number;
}

/** Eigenvalues below this share of the largest are rounding errors; they are raised to it. */
const roundingShare = 1e-15;

/** The process given the targets, in the eigenvectors of the covariances of the axes, in which that of all is diagonal. */
export interface GridPosterior {
  readonly bases: readonly NDArray[];
  readonly eigenvalues: readonly Float64Array[];
  /** The eigenvalues of the covariance of all targets, without the constant. */
  readonly spectrum: Float64Array;
  /** The inverse covariance of all targets, with the constant, times the targets. */
  readonly weights: Float64Array;
  /** The inverse covariance without the constant times ones; its sum with ones; and what the constant takes away. */
  readonly ones: Float64Array;
  readonly onesSum: number;
  readonly shrinkage: number;
  /** The expected constant. */
  readonly level: number;
  readonly logEvidence: number;
}

/**
 * Conditions on the targets, exactly, for the cost of one eigen decomposition per axis.
 *
 * @see Saatçi, Scalable inference for structured Gaussian process models, University of Cambridge (2012), chapter 5
 */
export function conditionOnGrid({ axes, targets }: Grid, process: GridProcess): GridPosterior {
  const { kernels, outputScale, noise, constant } = process;
  const found = axes.map((axis, j) => symmetricEigen(crossCovariance(kernels[j], axis, axis)));
  const bases = found.map(({ vectors }) => vectors);
  const eigenvalues = found.map(({ values }) => values.data.map((value) => Math.max(value, 0)));
  const largest = outputScale ** 2 * eigenvalues.reduce((product, values) => product * values.at(-1)!, 1);
  const spectrum = outer(eigenvalues).map((value) =>
    Math.max(outputScale ** 2 * value + noise ** 2, roundingShare * largest),
  );
  const turned = inBases(targets, bases);
  const flat = outer(axes.map(({ shape: [length] }, j) => matmul(new Float64Array(length).fill(1), bases[j]).data));
  const ones = flat.map((value, at) => value / spectrum[at]);
  const onesSum = inner(flat, ones);
  const shrinkage = constant / (1 + constant * onesSum);
  const shared = shrinkage * inner(ones, turned);
  const weights = turned.map((value, at) => value / spectrum[at] - shared * ones[at]);
  const logDeterminant = spectrum.reduce((sum, value) => sum + Math.log(value), Math.log1p(constant * onesSum));
  const logEvidence = -0.5 * (inner(turned, weights) + logDeterminant + targets.length * Math.log(2 * Math.PI));
  const level = constant * inner(flat, weights);
  return { bases, eigenvalues, spectrum, weights, ones, onesSum, shrinkage, level, logEvidence };
}

/** The log evidence and its slope by the logarithm of the hyper-parameters of all kernels, the output scale and the noise. */
export function gridEvidence(grid: Grid, process: GridProcess, parameters: number): ValueAndGradient {
  const { kernels, offsets, outputScale, noise } = process;
  const posterior = conditionOnGrid(grid, process);
  const { bases, eigenvalues, spectrum, weights, ones, shrinkage, logEvidence } = posterior;
  const gradient = new Float64Array(parameters);
  const lengths = grid.axes.map(({ shape: [length] }) => length);
  for (const [j, kernel] of kernels.entries()) {
    const length = lengths[j];
    const others = eigenvalues.map((values, k) => (k === j ? values.map(() => 1) : values));
    const share = axisFirst(outer(others), lengths, j).map((value) => outputScale ** 2 * value);
    const form = (values: Float64Array) => {
      const rows = axisFirst(values, lengths, j);
      return matmul(
        rows.map((value, at) => value * share.data[at]),
        rows.transpose(),
      ).data;
    };
    const [fit, ofOnes] = [form(weights), form(ones)];
    const middle = new NDArray(
      fit.map((value, at) => (value + shrinkage * ofOnes[at]) / 2),
      [length, length],
    );
    const rows = axisFirst(spectrum, lengths, j).data;
    const width = rows.length / length;
    for (let at = 0; at < rows.length; at++) {
      middle.data[Math.floor(at / width) * (length + 1)] -= share.data[at] / rows[at] / 2;
    }
    const slope = matmul(matmul(bases[j], middle), bases[j].transpose());
    addCrossSlopes(kernel, grid.axes[j], grid.axes[j], slope, gradient.subarray(offsets[j]));
  }
  const signal = outer(eigenvalues);
  for (let at = 0; at < spectrum.length; at++) {
    const slope = weights[at] ** 2 + shrinkage * ones[at] ** 2 - 1 / spectrum[at];
    gradient[parameters - 2] += outputScale ** 2 * signal[at] * slope;
    gradient[parameters - 1] += noise ** 2 * slope;
  }
  return { value: logEvidence, gradient };
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
