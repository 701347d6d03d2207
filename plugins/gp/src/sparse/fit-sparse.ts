import { randomStream } from "@mesoscope/core";
import type { Covariance } from "../covariance/covariance.js";
import { matern } from "../covariance/matern.js";
import { readStart, restart } from "../covariance/start.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { fitGaussianProcess } from "../fit/fit.js";
import { sampleOf } from "../fit/sample-of.js";
import { dataScale, noiseParameter, type SearchSpace, searchSpace } from "../fit/search-space.js";
import { type TrainingData, takeRows } from "../fit/training-data.js";
import { learn } from "../model/learn.js";
import { bestNoise } from "./best-noise.js";
import { collapsedBound, collapsedPosterior, inducingFactor } from "./collapsed-bound.js";
import { inducingRows } from "./inducing-points.js";
import type { SparseGaussianProcessOptions } from "./sparse-gaussian-process.js";
import { SparseGaussianProcessModel } from "./sparse-gaussian-process-model.js";
import { sufficientStatistics } from "./sufficient-statistics.js";
import { withConstant } from "./with-constant.js";

/** Rows on which the first guess, the exact one, is made, and those on which the bound is raised. */
const exactRows = 384;
const boundRows = 2048;
const maxIterations = 5;

interface Task {
  readonly options: SparseGaussianProcessOptions;
  readonly kernel: Covariance;
  readonly data: TrainingData;
  readonly space: SearchSpace;
  readonly prior: { readonly mean: number; readonly variance: number };
}

/** Hyper-parameters from some rows, then the posterior at the inducing points from all. */
export async function fitSparse(
  options: SparseGaussianProcessOptions,
  data: TrainingData,
): Promise<SparseGaussianProcessModel> {
  const columns = data.X.shape[1];
  const kernel = withOutputScale(options.kernel ?? matern());
  const scale = dataScale(data);
  const noise = readStart("sparseGaussianProcess", "noise", options.noise, 1);
  const space = searchSpace([...kernel.parameters(columns), noiseParameter(noise)], scale);
  const prior = { mean: scale.centre, variance: scale.spread ** 2 };
  const task = { options, kernel, data, space, prior };

  const some = drawn(data, boundRows, (options.seed ?? 0) + 1);
  const learns = !scale.isConstant && space.free.length > 0;
  const { values, evaluations } = learns ? await learnFrom(some, task) : { values: space.given, evaluations: 0 };
  const covariance = bind(task, values);
  const inducing = some.X.take(inducingRows(some.X, covariance, values.at(-1)!, options.inducingPoints ?? 256));
  const factor = inducingFactor(inducing, covariance);
  const statistics = await sufficientStatistics(data.X, deviations(data, task), inducing, covariance, factor);
  const noiseValue =
    learns && !noise.fixed && !noise.prior ? await bestNoise(statistics, values.at(-1)!) : values.at(-1)!;
  const { reduced, weights, bound } = collapsedPosterior(statistics, factor, noiseValue);
  return new SparseGaussianProcessModel({
    kernel: kernel.withValues(values.slice(0, -1), columns),
    noise: restart(options.noise, [noiseValue]),
    prior,
    inputs: data.inputs,
    rows: data.X.shape[0],
    inducing,
    reduced,
    weights,
    bound,
    evaluations,
  });
}

/** First the exact fit of few rows, then the highest bound on some, with inducing points for that first fit. */
async function learnFrom(some: TrainingData, task: Task): Promise<{ values: readonly number[]; evaluations: number }> {
  const { options, kernel, space } = task;
  const { noise, starts = 3, seed = 0, inducingPoints = 256 } = options;
  const few = drawn(some, exactRows, seed);
  const { model: exact } = await fitGaussianProcess(
    { kernel, starts, seed, ...(noise !== undefined && { noise }) },
    few,
  );
  const first = exact.hyperparameters.map(({ value }) => value);
  const y = deviations(some, task);
  const inducing = some.X.take(inducingRows(some.X, bind(task, first), first.at(-1)!, inducingPoints));
  const evidence = (at: readonly number[]) =>
    collapsedBound(some.X, y, inducing, bind(task, at), at.at(-1)!, at.length - 1);
  const owner = "sparseGaussianProcess.fit";
  const { values, report } = await learn(evidence, space, { owner, from: [first], maxIterations });
  return { values, evaluations: report.evaluations + (exact.search?.evaluations ?? 0) };
}

/** The kernel at all hyper-parameters, of which the noise is the last, with the unknown mean. */
function bind({ kernel, data, prior }: Task, values: readonly number[]) {
  return withConstant(kernel.bind(values.slice(0, -1), data.X.shape[1]), prior.variance);
}

function deviations({ y }: TrainingData, { prior }: Task): Float64Array {
  return y.data.map((value) => value - prior.mean);
}

function drawn(data: TrainingData, count: number, seed: number): TrainingData {
  return takeRows(data, sampleOf(data.X.shape[0], count, randomStream(seed)));
}
