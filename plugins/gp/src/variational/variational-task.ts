import type { NDArray, RandomStream } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { matern } from "../covariance/matern.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { dataScale, noiseParameter, type SearchSpace, searchSpace } from "../fit/search-space.js";
import type { TrainingData } from "../fit/training-data.js";
import type { VariationalLikelihood } from "../likelihoods/likelihood.js";
import { normalLikelihood } from "../likelihoods/normal-likelihood.js";
import { inducingRows } from "../sparse/inducing-points.js";
import { withConstant } from "../sparse/with-constant.js";
import type { Batch, VariationalProcess } from "./variational-bound.js";
import type { VariationalGaussianProcessOptions } from "./variational-gaussian-process.js";

/** What is to be learned, from which data. */
export interface VariationalTask {
  readonly kernel: Covariance;
  readonly likelihood: VariationalLikelihood;
  readonly data: TrainingData;
  /** The law of the unknown constant in the function. */
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly kernelCount: number;
  readonly space: SearchSpace;
  readonly learns: boolean;
}

/** The probit of a class that is clear. */
const probitSpread = 2;

/** @throws ValueError BAD_VALUE where the targets are not those of the likelihood */
export function variationalTask(options: VariationalGaussianProcessOptions, data: TrainingData): VariationalTask {
  const likelihood = options.likelihood ?? normalLikelihood();
  const kernel = withOutputScale(options.kernel ?? matern());
  const columns = data.X.shape[1];
  const parameters = kernel.parameters(columns);
  const own = likelihood.parameters();
  const measured = dataScale(data);
  const isBinary = likelihood.kind === "bernoulli";
  if (isBinary) checkBinary(data.y);
  const scale = isBinary ? { ...measured, centre: 0, spread: probitSpread } : measured;
  const noNoise = isBinary ? [noiseParameter({ values: [1], fixed: true, prior: undefined })] : [];
  const space = searchSpace([...parameters, ...own, ...noNoise], scale);
  return {
    kernel,
    likelihood,
    data,
    prior: { mean: scale.centre, variance: isBinary ? 1 : scale.spread ** 2 },
    kernelCount: parameters.length,
    space,
    learns: space.free.length > 0 && !measured.isConstant,
  };
}

/** The process at all hyper-parameters. */
export function processAt(
  { kernel, kernelCount, likelihood, prior, data }: VariationalTask,
  values: readonly number[],
  inducing: NDArray,
): VariationalProcess {
  const covariance = kernel.bind(values.slice(0, kernelCount), data.X.shape[1]);
  const own = values.slice(kernelCount, kernelCount + likelihood.parameters().length);
  return { inducing, covariance, constant: prior.variance, kernelCount, likelihood, values: own };
}

/** The rows among the candidates that stand for all of them. */
export function inducingAmong(
  { kernel, kernelCount, prior }: VariationalTask,
  candidates: NDArray,
  values: readonly number[],
  count: number,
): NDArray {
  const covariance = withConstant(kernel.bind(values.slice(0, kernelCount), candidates.shape[1]), prior.variance);
  return candidates.take(inducingRows(candidates, covariance, values.at(-1)!, count));
}

/** All rows in a random order, in batches of at most `size`, over and over. */
export function* endlessBatches({ data, prior }: VariationalTask, size: number, stream: RandomStream) {
  for (;;) yield* batchesOf(data, prior.mean, size, stream.permutation(data.X.shape[0]));
}

/** The rows in an order, in batches of at most `size`. */
export function* batchesOf(
  { X, y }: TrainingData,
  mean: number,
  size: number,
  order: ArrayLike<number> = Int32Array.from({ length: X.shape[0] }, (_, i) => i),
): Generator<Batch> {
  for (let from = 0; from < order.length; from += size) {
    const rows = Array.prototype.slice.call(order, from, from + size) as number[];
    const targets = y.take(rows).data.map((value) => value - mean);
    yield { X: X.take(rows), y: targets, share: order.length / rows.length };
  }
}

/** At most `count` rows, drawn at random and kept in order. */
export function drawnRows(data: TrainingData, count: number, stream: RandomStream): TrainingData {
  const rows = data.X.shape[0];
  if (rows <= count) return data;
  const chosen = stream.permutation(rows).slice(0, count).sort();
  return { ...data, X: data.X.take(chosen), y: data.y.take(chosen) };
}

function checkBinary(y: NDArray): void {
  const bad = y.data.findIndex((value) => value !== 0 && value !== 1);
  if (bad < 0) return;
  throw new ValueError(
    "BAD_VALUE",
    `variationalGaussianProcess.fit: y is ${y.data[bad]} in row ${bad}. Give 0 and 1, or another likelihood.`,
  );
}
