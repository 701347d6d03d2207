export { type Calibration, type CalibrationOptions, calibration } from "./calibration/calibration.js";
export { type CalibratedParameter, type CalibrationModel, loadCalibration } from "./calibration/calibration-model.js";
export type { CalibratedSimulator } from "./calibration/simulator-outputs.js";
export type { ClassifierData, ClassifierModel } from "./classification/classifier-model.js";
export {
  type GaussianProcessClassifier,
  type GaussianProcessClassifierOptions,
  gaussianProcessClassifier,
} from "./classification/gaussian-process-classifier.js";
export { loadGaussianProcessClassifier } from "./classification/load-gaussian-process-classifier.js";
export {
  type Conformal,
  type ConformalOptions,
  conformal,
  type ProbabilisticEstimator,
} from "./conformal/conformal.js";
export type { ConformalModel } from "./conformal/conformal-model.js";
export type { ConformalPredictive } from "./conformal/conformal-predictive.js";
export { loadConformal } from "./conformal/load-conformal.js";
export {
  type LeaveOneOutModel,
  loadRecalibrated,
  type RecalibratedModel,
  recalibrate,
} from "./conformal/recalibrate.js";
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
export type { DerivativeData, DerivativeModel } from "./derivatives/derivative-model.js";
export { type GradientTargets, withGradients } from "./derivatives/gradient-targets.js";
export { loadDerivativeGaussianProcess } from "./derivatives/load-derivative-gaussian-process.js";
export { type AugmentOptions, augmentDesign, type DesignCriterion } from "./design/augment-design.js";
export { type NextPoints, type NextPointsOptions, nextPoints } from "./design/next-points.js";
export { type CensoredOptions, type CensoredTargets, censored, type Flags } from "./fit/censored.js";
export type { SearchReport } from "./fit/search.js";
export type { TrainingData } from "./fit/training-data.js";
export { type GaussianProcess, type GaussianProcessOptions, gaussianProcess } from "./gaussian-process.js";
export {
  type IterativeGaussianProcess,
  type IterativeGaussianProcessOptions,
  iterativeGaussianProcess,
} from "./iterative/iterative-gaussian-process.js";
export type { IterativeData, IterativeModel } from "./iterative/iterative-model.js";
export { loadIterativeGaussianProcess } from "./iterative/load-iterative-gaussian-process.js";
export {
  type HeteroscedasticGaussianProcess,
  type HeteroscedasticOptions,
  heteroscedasticGaussianProcess,
} from "./likelihoods/heteroscedastic-gaussian-process.js";
export type { HeteroscedasticData, HeteroscedasticModel } from "./likelihoods/heteroscedastic-model.js";
export {
  type LatentGaussianProcess,
  type LatentGaussianProcessOptions,
  latentGaussianProcess,
} from "./likelihoods/latent-gaussian-process.js";
export type {
  LatentGaussianProcessData,
  LatentGaussianProcessModel,
} from "./likelihoods/latent-gaussian-process-model.js";
export type { Expectation, Likelihood, LikelihoodData, VariationalLikelihood } from "./likelihoods/likelihood.js";
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
export type { Link, Smoothness } from "./multi-fidelity/link-kernels.js";
export { loadMultiFidelity } from "./multi-fidelity/load-multi-fidelity.js";
export { type MultiFidelity, type MultiFidelityOptions, multiFidelity } from "./multi-fidelity/multi-fidelity.js";
export type { LinkComparison, MultiFidelityData, MultiFidelityModel } from "./multi-fidelity/multi-fidelity-model.js";
export type { Fidelity, FidelityData } from "./multi-fidelity/read-levels.js";
export { loadMultiOutputGaussianProcess } from "./multi-output/load-multi-output-gaussian-process.js";
export {
  type MultiOutputGaussianProcess,
  type MultiOutputOptions,
  multiOutputGaussianProcess,
} from "./multi-output/multi-output-gaussian-process.js";
export type { MultiOutputData, MultiOutputModel } from "./multi-output/multi-output-model.js";
export {
  type Acquisition,
  expectedImprovement,
  lowerConfidenceBound,
  type SearchState,
} from "./optimization/acquisition.js";
export {
  type BayesianOptimizationOptions,
  bayesianOptimization,
  loadOptimization,
} from "./optimization/bayesian-optimization.js";
export { knowledgeGradient } from "./optimization/knowledge-gradient.js";
export type {
  BestEvaluation,
  Evaluation,
  OptimizationStudy,
  OptimizationStudyData,
  Outcome,
} from "./optimization/optimization-study.js";
export { hypervolume, paretoFront } from "./optimization/pareto.js";
export { gammaPrior, halfNormalPrior, inverseGammaPrior, logNormalPrior, type Prior } from "./priors/prior.js";
export type { Input, InputDistribution } from "./propagation/input-distribution.js";
export { type MonteCarloOptions, type MonteCarloResult, monteCarlo } from "./propagation/monte-carlo.js";
export type { ChaosInput, PolynomialInput } from "./propagation/orthogonal-polynomials.js";
export { type PolynomialChaos, type PolynomialChaosOptions, polynomialChaos } from "./propagation/polynomial-chaos.js";
export { loadPolynomialChaos, type PolynomialChaosModel } from "./propagation/polynomial-chaos-model.js";
export type { Simulated } from "./propagation/simulator-function.js";
export {
  type TransformedMoments,
  type UnscentedOptions,
  unscentedTransform,
} from "./propagation/unscented-transform.js";
export { type ActiveLearningOptions, activeLearningReliability } from "./reliability/active-learning-reliability.js";
export type { FailureProbability } from "./reliability/failure-probability.js";
export {
  type DesignPoint,
  type FirstOrderOptions,
  firstOrderReliability,
} from "./reliability/first-order-reliability.js";
export { type ImportanceOptions, importanceSampling } from "./reliability/importance-sampling.js";
export { type SubsetOptions, subsetSimulation } from "./reliability/subset-simulation.js";
export {
  type BayesianGaussianProcess,
  type BayesianGaussianProcessOptions,
  bayesianGaussianProcess,
} from "./sampling/bayesian-gaussian-process.js";
export type { BayesianData, BayesianModel, SampledHyperparameter } from "./sampling/bayesian-model.js";
export type { Convergence } from "./sampling/diagnostics.js";
export { loadBayesianGaussianProcess } from "./sampling/load-bayesian-gaussian-process.js";
export { type MainEffect, type MainEffectOptions, type MainEffects, mainEffects } from "./sensitivity/main-effects.js";
export { type ShapleyEffects, type ShapleyOptions, shapleyEffects } from "./sensitivity/shapley-effects.js";
export { type SobolOptions, sobolIndices } from "./sensitivity/sobol-indices.js";
export type { Ends, SobolIndices } from "./sensitivity/sobol-result.js";
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
export {
  type StackedGaussianProcess,
  type StackedGaussianProcessOptions,
  stackedGaussianProcess,
} from "./stacking/stacked-gaussian-process.js";
export {
  loadStackedGaussianProcess,
  type StackedGaussianProcessData,
  type StackedGaussianProcessModel,
} from "./stacking/stacked-gaussian-process-model.js";
export {
  type GridGaussianProcess,
  type GridGaussianProcessOptions,
  gridGaussianProcess,
} from "./structured/grid-gaussian-process.js";
export type { GridData, GridModel } from "./structured/grid-model.js";
export { loadGridGaussianProcess } from "./structured/load-grid-gaussian-process.js";
export { bernoulliLikelihood } from "./variational/bernoulli-likelihood.js";
export { loadVariationalGaussianProcess } from "./variational/load-variational-gaussian-process.js";
export {
  type VariationalGaussianProcess,
  type VariationalGaussianProcessOptions,
  variationalGaussianProcess,
} from "./variational/variational-gaussian-process.js";
export type { VariationalData, VariationalModel } from "./variational/variational-model.js";
export { loadWarpedGaussianProcess } from "./warping/load-warped-gaussian-process.js";
export {
  type WarpedGaussianProcess,
  type WarpedGaussianProcessOptions,
  warpedGaussianProcess,
} from "./warping/warped-gaussian-process.js";
export type { WarpedData, WarpedModel } from "./warping/warped-model.js";
export type { WarpedPredictive } from "./warping/warped-predictive.js";
export { boxCoxWarping, logWarping, sinhArcsinhWarping, type Warping, type WarpingData } from "./warping/warping.js";
