import { matern } from "../covariance/matern.js";
import { readStart, restart } from "../covariance/start.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import type { GaussianProcessOptions } from "../gaussian-process.js";
import { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { meanAt } from "../model/mean-function.js";
import { smallestJitter } from "./jitter.js";
import { type SearchEnd, search } from "./search.js";
import { dataScale, noiseParameter, searchSpace } from "./search-space.js";
import type { TrainingData } from "./training-data.js";

/** A model, and where the search for its hyper-parameters ended, from which another can go on. */
export interface Fitted {
  readonly model: GaussianProcessModel;
  readonly end: SearchEnd | undefined;
}

/**
 * Finds the hyper-parameters, unless they are all given or the data cannot tell, and makes the model.
 *
 * @param from where a search with a kernel of the same hyper-parameters ended; this one then has no other starts
 */
export async function fitGaussianProcess(
  options: GaussianProcessOptions,
  data: TrainingData,
  from?: SearchEnd,
): Promise<Fitted> {
  const { optimize = true, starts = 3, seed = 0 } = options;
  const columns = data.X.shape[1];
  const kernel = withOutputScale(options.kernel ?? matern());
  const noise = readStart("gaussianProcess", "noise", options.noise, 1);
  const meanFunction = typeof options.mean === "function" ? options.mean : undefined;
  const expected = meanAt("gaussianProcess.fit", meanFunction, data.X);
  const deviations = data.y.map((value, i) => value - expected[i]);
  const scale = dataScale({ ...data, y: deviations });
  const prior =
    options.mean === undefined
      ? { mean: scale.centre, variance: scale.spread ** 2 }
      : { mean: meanFunction ? 0 : Number(options.mean), variance: 0 };
  const space = searchSpace([...kernel.parameters(columns), noiseParameter(noise)], scale);
  const problem = {
    X: data.X,
    y: deviations.data.map((value) => value - prior.mean),
    bounds: data.bounds,
    meanVariance: prior.variance,
  };

  const learns = optimize && !scale.isConstant && space.free.length > 0;
  const found = learns ? await search(problem, kernel, space, { starts, seed, from }) : undefined;
  const values = found?.values ?? space.given;
  const noiseValue = values.at(-1)!;
  const fittedKernel = kernel.withValues(values.slice(0, -1), columns);
  const jitter = found?.jitter ?? smallestJitter(problem, kernel.bind(values.slice(0, -1), columns), noiseValue);
  const model = new GaussianProcessModel({
    kernel: fittedKernel,
    noise: restart(options.noise, [noiseValue]),
    prior,
    ...(meanFunction && { meanFunction }),
    jitter,
    data,
    search: found?.report,
  });
  return { model, end: found?.end };
}
