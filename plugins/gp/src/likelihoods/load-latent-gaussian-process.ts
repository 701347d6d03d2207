import { NDArray } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import type { MeanFunction } from "../model/mean-function.js";
import { type LatentGaussianProcessData, LatentGaussianProcessModel } from "./latent-gaussian-process-model.js";
import type { Likelihood, LikelihoodData } from "./likelihood.js";
import { normalLikelihood } from "./normal-likelihood.js";
import { studentTLikelihood } from "./student-t-likelihood.js";

/**
 * The model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @param options the prior mean again where it is a function, since a function is no data
 *
 * @example
 * const model = await latentGaussianProcess().fit([0, 1, 2], [1, 3, 2]);
 * const again = loadLatentGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model, BAD_OPTION where the mean is missing
 */
export function loadLatentGaussianProcess(
  json: unknown,
  options: { mean?: MeanFunction } = {},
): LatentGaussianProcessModel {
  checkOptions("loadLatentGaussianProcess", options, ["mean"]);
  const { type, version } = (json ?? {}) as Partial<LatentGaussianProcessData>;
  if (type !== "latentGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadLatentGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { kernel, likelihood, prior, hasMeanFunction, inputs, X, lower, upper, std, search } =
    json as LatentGaussianProcessData;
  const { mean: meanFunction } = options;
  if (hasMeanFunction && !meanFunction) {
    throw new ValueError(
      "BAD_OPTION",
      "loadLatentGaussianProcess: the model has a function as its mean, which is no data. Give it as { mean }.",
    );
  }
  const bounds = (values: readonly (number | null)[], open: number) =>
    new NDArray(Float64Array.from(values, (value) => value ?? open));
  return new LatentGaussianProcessModel({
    kernel: loadCovariance(kernel),
    likelihood: loadLikelihood(likelihood),
    prior,
    ...(meanFunction && { meanFunction }),
    X: NDArray.fromJSON(X),
    targets: { lower: bounds(lower, -Infinity), upper: bounds(upper, Infinity), std: Float64Array.from(std) },
    inputs,
    ...(search && { search }),
  });
}

function loadLikelihood({ kind, ...options }: LikelihoodData): Likelihood {
  return kind === "studentT" ? studentTLikelihood(options) : normalLikelihood(options);
}
