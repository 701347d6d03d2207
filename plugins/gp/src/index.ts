export type {
  ClassifierData,
  ClassifierModel,
} from "./classification/classifier-model.js";
export {
  type GaussianProcessClassifier,
  type GaussianProcessClassifierOptions,
  gaussianProcessClassifier,
} from "./classification/gaussian-process-classifier.js";
export { loadGaussianProcessClassifier } from "./classification/load-gaussian-process-classifier.js";
export { type CategoricalOptions, categorical } from "./covariance/categorical.js";
export { type ChangePointOptions, changePoint } from "./covariance/change-point.js";
export { type ConstantOptions, constant } from "./covariance/constant.js";
export type { Covariance, CovarianceData, CovarianceFunction, Parameter, Role } from "./covariance/covariance.js";
export { covarianceMatrix } from "./covariance/covariance-matrix.js";
export { type GraphOptions, graph } from "./covariance/graph.js";
export { type LinearOptions, linear } from "./covariance/linear.js";
export { loadCovariance } from "./covariance/load-covariance.js";
export { type MaternOptions, matern } from "./covariance/matern.js";
export { type PeriodicOptions, periodic } from "./covariance/periodic.js";
export { type PolynomialOptions, polynomial } from "./covariance/polynomial.js";
export { productOf } from "./covariance/product-of.js";
export { type RationalQuadraticOptions, rationalQuadratic } from "./covariance/rational-quadratic.js";
export { rbf } from "./covariance/rbf.js";
export { type SpectralMixtureOptions, spectralMixture } from "./covariance/spectral-mixture.js";
export { spectralWaves } from "./covariance/spectral-waves.js";
export { type Fixed, fixed, type Start } from "./covariance/start.js";
export type { DistanceOptions } from "./covariance/stationary.js";
export { sumOf } from "./covariance/sum-of.js";
export { white } from "./covariance/white.js";
export { type CalibrationPoint, type Criticism, criticism, type PredictiveCheck } from "./criticism/criticism.js";
export type { LearningPoint } from "./criticism/learning-curve.js";
export {
  type DerivativeGaussianProcess,
  type DerivativeGaussianProcessOptions,
  derivativeGaussianProcess,
} from "./derivatives/derivative-gaussian-process.js";
export type {
  DerivativeData,
  DerivativeModel,
} from "./derivatives/derivative-model.js";
export { type GradientTargets, withGradients } from "./derivatives/gradient-targets.js";
export { loadDerivativeGaussianProcess } from "./derivatives/load-derivative-gaussian-process.js";
export { type CensoredOptions, type CensoredTargets, censored, type Flags } from "./fit/censored.js";
export type { SearchReport } from "./fit/search.js";
export type { TrainingData } from "./fit/training-data.js";
export { type GaussianProcess, type GaussianProcessOptions, gaussianProcess } from "./gaussian-process.js";
export {
  type HeteroscedasticGaussianProcess,
  type HeteroscedasticOptions,
  heteroscedasticGaussianProcess,
} from "./likelihoods/heteroscedastic-gaussian-process.js";
export type {
  HeteroscedasticData,
  HeteroscedasticModel,
} from "./likelihoods/heteroscedastic-model.js";
export {
  type LatentGaussianProcess,
  type LatentGaussianProcessOptions,
  latentGaussianProcess,
} from "./likelihoods/latent-gaussian-process.js";
export type {
  LatentGaussianProcessData,
  LatentGaussianProcessModel,
} from "./likelihoods/latent-gaussian-process-model.js";
export type { Likelihood, LikelihoodData } from "./likelihoods/likelihood.js";
export { loadHeteroscedasticGaussianProcess } from "./likelihoods/load-heteroscedastic-gaussian-process.js";
export { loadLatentGaussianProcess } from "./likelihoods/load-latent-gaussian-process.js";
export { type NormalLikelihoodOptions, normalLikelihood } from "./likelihoods/normal-likelihood.js";
export { type StudentTLikelihoodOptions, studentTLikelihood } from "./likelihoods/student-t-likelihood.js";
export { intervals, measured, type UncertainTargets } from "./likelihoods/targets.js";
export type { GaussianProcessData, GaussianProcessModel } from "./model/gaussian-process-model.js";
export type { Hyperparameter } from "./model/hyperparameter.js";
export type { LeaveOneOut } from "./model/leave-one-out.js";
export { loadGaussianProcess } from "./model/load-gaussian-process.js";
export type { MeanFunction } from "./model/mean-function.js";
export { loadMultiOutputGaussianProcess } from "./multi-output/load-multi-output-gaussian-process.js";
export {
  type MultiOutputGaussianProcess,
  type MultiOutputOptions,
  multiOutputGaussianProcess,
} from "./multi-output/multi-output-gaussian-process.js";
export type {
  MultiOutputData,
  MultiOutputModel,
} from "./multi-output/multi-output-model.js";
export {
  gammaPrior,
  halfNormalPrior,
  inverseGammaPrior,
  logNormalPrior,
  type Prior,
} from "./priors/prior.js";
export {
  type BayesianGaussianProcess,
  type BayesianGaussianProcessOptions,
  bayesianGaussianProcess,
} from "./sampling/bayesian-gaussian-process.js";
export type {
  BayesianData,
  BayesianModel,
  SampledHyperparameter,
} from "./sampling/bayesian-model.js";
export type { Convergence } from "./sampling/diagnostics.js";
export { loadBayesianGaussianProcess } from "./sampling/load-bayesian-gaussian-process.js";
export type { MixturePredictive } from "./sampling/mixture-predictive.js";
export { loadSeriesGaussianProcess } from "./sparse/load-series-gaussian-process.js";
export { loadSparseGaussianProcess } from "./sparse/load-sparse-gaussian-process.js";
export {
  type SeriesGaussianProcess,
  type SeriesGaussianProcessOptions,
  seriesGaussianProcess,
} from "./sparse/series-gaussian-process.js";
export type { SeriesData, SeriesModel } from "./sparse/series-model.js";
export {
  type SparseGaussianProcess,
  type SparseGaussianProcessOptions,
  sparseGaussianProcess,
} from "./sparse/sparse-gaussian-process.js";
export type { SparseGaussianProcessData, SparseGaussianProcessModel } from "./sparse/sparse-gaussian-process-model.js";
export { loadWarpedGaussianProcess } from "./warping/load-warped-gaussian-process.js";
export {
  type WarpedGaussianProcess,
  type WarpedGaussianProcessOptions,
  warpedGaussianProcess,
} from "./warping/warped-gaussian-process.js";
export type { WarpedData, WarpedModel } from "./warping/warped-model.js";
export type { WarpedPredictive } from "./warping/warped-predictive.js";
export {
  boxCoxWarping,
  logWarping,
  sinhArcsinhWarping,
  type Warping,
  type WarpingData,
} from "./warping/warping.js";
