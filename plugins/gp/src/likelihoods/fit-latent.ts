import type { ArrayLike } from "@mesoscope/sdk";
import { matern } from "../covariance/matern.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { dataScale, searchSpace } from "../fit/search-space.js";
import { readTrainingData } from "../fit/training-data.js";
import { learn } from "../model/learn.js";
import { meanAt } from "../model/mean-function.js";
import { withConstant } from "../sparse/with-constant.js";
import { conditionOnSites, evidenceSlopes, priorMatrix } from "./gaussian-sites.js";
import type { LatentGaussianProcessOptions } from "./latent-gaussian-process.js";
import { LatentGaussianProcessModel } from "./latent-gaussian-process-model.js";
import { normalLikelihood } from "./normal-likelihood.js";
import { middles, readUncertain, shifted, type UncertainTargets } from "./targets.js";

/** Finds the hyper-parameters of kernel and likelihood, unless they are all given, and makes the model. */
export async function fitLatent(
  options: LatentGaussianProcessOptions,
  points: ArrayLike,
  y: ArrayLike | UncertainTargets,
): Promise<LatentGaussianProcessModel> {
  const owner = "latentGaussianProcess.fit";
  const { likelihood = normalLikelihood(), mean, optimize = true, starts = 3, seed = 0 } = options;
  const targets = readUncertain(owner, y);
  const { X, y: values, inputs } = readTrainingData(points, middles(targets), owner);
  const columns = X.shape[1];
  const kernel = withOutputScale(options.kernel ?? matern());
  const meanFunction = typeof mean === "function" ? mean : undefined;
  const expected = meanAt(owner, meanFunction, X);
  const scale = dataScale({ X, y: values.map((value, i) => value - expected[i]), bounds: undefined, inputs });
  const prior =
    mean === undefined
      ? { mean: scale.centre, variance: scale.spread ** 2 }
      : { mean: typeof mean === "number" ? mean : 0, variance: 0 };

  const kernelCount = kernel.parameters(columns).length;
  const space = searchSpace([...kernel.parameters(columns), ...likelihood.parameters()], scale);
  const deviations = shifted(
    targets,
    expected.map((value) => value + prior.mean),
  );
  const evidence = (at: readonly number[]) => {
    const covariance = withConstant(kernel.bind(at.slice(0, kernelCount), columns), prior.variance);
    const matrix = priorMatrix(X, covariance);
    const found = likelihood.sites(matrix, deviations, at.slice(kernelCount));
    const posterior = conditionOnSites(matrix, found.sites);
    const gradient = new Float64Array(at.length);
    const slopes = evidenceSlopes(X, covariance, posterior, gradient);
    gradient.set(found.slopes(slopes), kernelCount);
    return { value: posterior.logEvidence, gradient };
  };
  const learns = optimize && !scale.isConstant && space.free.length > 0;
  const learned = learns ? await learn(evidence, space, { owner, starts, seed }) : undefined;
  const found = learned?.values ?? space.given;
  return new LatentGaussianProcessModel({
    kernel: kernel.withValues(found.slice(0, kernelCount), columns),
    likelihood: likelihood.withValues(found.slice(kernelCount)),
    prior,
    ...(meanFunction && { meanFunction }),
    X,
    targets,
    inputs,
    ...(learned && { search: learned.report }),
  });
}
