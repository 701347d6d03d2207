export { type Calibration, type CalibrationOptions, calibration } from "./calibration/calibration.js";
export { type CalibratedParameter, type CalibrationModel, loadCalibration } from "./calibration/calibration-model.js";
export type { CalibratedSimulator } from "./calibration/simulator-outputs.js";
export {
  type Conformal,
  type ConformalOptions,
  conformal,
  type ProbabilisticEstimator,
} from "./conformal/conformal.js";
export type { ConformalModel } from "./conformal/conformal-model.js";
export type { ConformalPredictive } from "./conformal/conformal-predictive.js";
export { loadConformal } from "./conformal/load-conformal.js";
export { loadRecalibrated, type RecalibratedModel, recalibrate } from "./conformal/recalibrate.js";
export { type ConstantOptions, constant } from "./covariance/constant.js";
export type { Covariance, CovarianceData, CovarianceFunction, Parameter, Role } from "./covariance/covariance.js";
export { covarianceMatrix } from "./covariance/covariance-matrix.js";
export { type LinearOptions, linear } from "./covariance/linear.js";
export { loadCovariance } from "./covariance/load-covariance.js";
export { type MaternOptions, matern } from "./covariance/matern.js";
export { type PeriodicOptions, periodic } from "./covariance/periodic.js";
export { productOf } from "./covariance/product-of.js";
export { type RationalQuadraticOptions, rationalQuadratic } from "./covariance/rational-quadratic.js";
export { rbf } from "./covariance/rbf.js";
export { type Fixed, fixed, type Start } from "./covariance/start.js";
export type { DistanceOptions } from "./covariance/stationary.js";
export { sumOf } from "./covariance/sum-of.js";
export { type AugmentOptions, augmentDesign, type DesignCriterion } from "./design/augment-design.js";
export { type NextPoints, type NextPointsOptions, nextPoints } from "./design/next-points.js";
export { type CensoredOptions, type CensoredTargets, censored, type Flags } from "./fit/censored.js";
export type { SearchReport } from "./fit/search.js";
export type { TrainingData } from "./fit/training-data.js";
export { type GaussianProcess, type GaussianProcessOptions, gaussianProcess } from "./gaussian-process.js";
export type { GaussianProcessData, GaussianProcessModel } from "./model/gaussian-process-model.js";
export type { Hyperparameter } from "./model/hyperparameter.js";
export type { LeaveOneOut } from "./model/leave-one-out.js";
export { loadGaussianProcess } from "./model/load-gaussian-process.js";
export type { Link, Smoothness } from "./multi-fidelity/link-kernels.js";
export { loadMultiFidelity } from "./multi-fidelity/load-multi-fidelity.js";
export type { MixturePredictive } from "./multi-fidelity/mixture-predictive.js";
export { type MultiFidelity, type MultiFidelityOptions, multiFidelity } from "./multi-fidelity/multi-fidelity.js";
export type { LinkComparison, MultiFidelityData, MultiFidelityModel } from "./multi-fidelity/multi-fidelity-model.js";
export type { Fidelity, FidelityData } from "./multi-fidelity/read-levels.js";
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
export type { Input, InputDistribution } from "./propagation/input-distribution.js";
export { type MonteCarloOptions, type MonteCarloResult, monteCarlo } from "./propagation/monte-carlo.js";
export type { PolynomialInput } from "./propagation/orthogonal-polynomials.js";
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
export { type MainEffect, type MainEffectOptions, type MainEffects, mainEffects } from "./sensitivity/main-effects.js";
export { type ShapleyEffects, type ShapleyOptions, shapleyEffects } from "./sensitivity/shapley-effects.js";
export { type SobolOptions, sobolIndices } from "./sensitivity/sobol-indices.js";
export type { Ends, SobolIndices } from "./sensitivity/sobol-result.js";
