import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import type { LikelihoodData, VariationalLikelihood } from "../likelihoods/likelihood.js";
import { normalLikelihood } from "../likelihoods/normal-likelihood.js";
import { studentTLikelihood } from "../likelihoods/student-t-likelihood.js";
import { bernoulliLikelihood } from "./bernoulli-likelihood.js";
import { type VariationalData, VariationalModel } from "./variational-model.js";

/**
 * The variational model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await variationalGaussianProcess({ steps: 5 }).fit([0, 1, 2], [1, 3, 2]);
 * const again = loadVariationalGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved variational model
 */
export function loadVariationalGaussianProcess(json: unknown): VariationalModel {
  const { type, version } = (json ?? {}) as Partial<VariationalData>;
  if (type !== "variationalGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadVariationalGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const {
    type: _type,
    version: _version,
    kernel,
    likelihood,
    inducing,
    precision,
    shift,
    ...rest
  } = json as VariationalData;
  return new VariationalModel({
    ...rest,
    kernel: loadCovariance(kernel),
    likelihood: loadLikelihood(likelihood),
    inducing: NDArray.fromJSON(inducing),
    posterior: { precision: NDArray.fromJSON(precision), shift: NDArray.fromJSON(shift) },
  });
}

function loadLikelihood({ kind, ...options }: LikelihoodData): VariationalLikelihood {
  if (kind === "bernoulli") return bernoulliLikelihood();
  return kind === "studentT" ? studentTLikelihood(options) : normalLikelihood(options);
}
