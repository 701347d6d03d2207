export { allClose } from "./arrays/all-close.js";
export { argsort } from "./arrays/argsort.js";
export { type ArrayInput, array, asArray, asMatrix, asVector } from "./arrays/as-array.js";
export { arange, full, identity, linspace, logspace, ones, zeros } from "./arrays/create.js";
export { add, divide, multiply, type Operand, subtract } from "./arrays/elementwise.js";
export { NDArray, type NestedNumbers } from "./arrays/nd-array.js";
export { maximum, mean, minimum, type SpreadOptions, standardDeviation, sum, variance } from "./arrays/reduce.js";
export { stackColumns, stackRows } from "./arrays/stack.js";
export {
  type CentralCompositeOptions,
  centralComposite,
  fullFactorial,
} from "./designs/factorial-designs.js";
export { type HaltonSequenceOptions, haltonSequence } from "./designs/halton-sequence.js";
export { type LatinHypercubeOptions, latinHypercube } from "./designs/latin-hypercube.js";
export { type DesignScale, scaleDesign } from "./designs/scale-design.js";
export { type SobolSequenceOptions, sobolSequence } from "./designs/sobol-sequence.js";
export { cholesky } from "./linear-algebra/cholesky.js";
export { choleskyInverse, choleskySolve, logDeterminant } from "./linear-algebra/cholesky-solve.js";
export { type LeastSquaresSolution, leastSquares } from "./linear-algebra/least-squares.js";
export { matmul } from "./linear-algebra/matmul.js";
export { dot, norm, transpose } from "./linear-algebra/products.js";
export { qr } from "./linear-algebra/qr.js";
export { determinant, inverse, solve } from "./linear-algebra/solve.js";
export { solveTriangular } from "./linear-algebra/solve-triangular.js";
export { type SingularValueDecomposition, svd } from "./linear-algebra/svd.js";
export { symmetricEigen } from "./linear-algebra/symmetric-eigen.js";
export { type Calibration, calibration } from "./metrics/calibration.js";
export { brierScore, logLoss, type RocCurve, rocAuc, rocCurve } from "./metrics/classification-metrics.js";
export { type ConfusionMatrix, confusionMatrix, type Labels } from "./metrics/confusion-matrix.js";
export { coefficientOfDetermination, meanAbsoluteError, rootMeanSquareError } from "./metrics/point-metrics.js";
export {
  continuousRankedProbabilityScore,
  coverage,
  intervalScore,
  negativeLogPredictiveDensity,
} from "./metrics/predictive-metrics.js";
export { probabilityIntegral } from "./metrics/probability-integral.js";
export { type AdamOptions, adam, type NoisyObjective } from "./optimization/adam.js";
export { type CmaEsOptions, cmaEs } from "./optimization/cma-es.js";
export { type DifferentialEvolutionOptions, differentialEvolution } from "./optimization/differential-evolution.js";
export { type Curve, type CurveFit, type FitCurveOptions, fitCurve } from "./optimization/fit-curve.js";
export { type FitLeastSquaresOptions, fitLeastSquares } from "./optimization/fit-least-squares.js";
export type { LeastSquaresFit, LeastSquaresReason } from "./optimization/least-squares-fit.js";
export {
  type MinimizeOptions,
  type Minimum,
  minimize,
  type Objective,
  type ValueAndGradient,
} from "./optimization/minimize.js";
export { type NelderMeadOptions, nelderMead } from "./optimization/nelder-mead.js";
export type { ScalarObjective } from "./optimization/scalar-objective.js";
export type { SearchResult } from "./optimization/search-result.js";
export { type RandomStream, randomStream } from "./random/random-stream.js";
export {
  type ArrayEstimator,
  type ArrayModel,
  type CrossValidateOptions,
  crossValidate,
  type Metric,
  type PredictiveMetric,
} from "./selection/cross-validate.js";
export type { CrossValidation } from "./selection/cross-validation.js";
export { groupKFold, type RowLabels, stratifiedKFold } from "./selection/grouped-splits.js";
export type { Candidate, OptionSearch } from "./selection/option-search.js";
export { loadPipeline, type PipelineData, type PipelineModel, pipeline } from "./selection/pipeline.js";
export { type Factory, gridSearch, randomSearch, type SearchOptions } from "./selection/search-options.js";
export { kFold, type Split, trainTestSplit } from "./selection/splits.js";
export { type TimeSplitOptions, timeSplit } from "./selection/time-splits.js";
export {
  correlation,
  kurtosis,
  median,
  medianAbsoluteDeviation,
  quantile,
  rankCorrelation,
  skewness,
} from "./statistics/descriptive.js";
export { beta } from "./statistics/distributions/beta.js";
export { bernoulli, binomial } from "./statistics/distributions/binomial.js";
export { categorical } from "./statistics/distributions/categorical.js";
export type { Distribution, DistributionData } from "./statistics/distributions/distribution.js";
export { exponential } from "./statistics/distributions/exponential.js";
export { chiSquared, gamma } from "./statistics/distributions/gamma.js";
export { gumbel } from "./statistics/distributions/gumbel.js";
export { loadDistribution } from "./statistics/distributions/load-distribution.js";
export { logNormal } from "./statistics/distributions/log-normal.js";
export { type MixtureOptions, mixture } from "./statistics/distributions/mixture.js";
export { type MultivariateNormal, multivariateNormal } from "./statistics/distributions/multivariate-normal.js";
export { normal } from "./statistics/distributions/normal.js";
export { poisson } from "./statistics/distributions/poisson.js";
export { studentT } from "./statistics/distributions/student-t.js";
export { type TruncatedNormalOptions, truncatedNormal } from "./statistics/distributions/truncated-normal.js";
export { uniform } from "./statistics/distributions/uniform.js";
export { weibull } from "./statistics/distributions/weibull.js";
export {
  type GaussianPredictive,
  type GaussianPredictiveOptions,
  gaussianPredictive,
} from "./statistics/gaussian-predictive.js";
export { normalCdf, normalDensity, normalLogCdf, normalQuantile } from "./statistics/normal-distribution.js";
export { type BootstrapOptions, bootstrap } from "./statistics/resampling/bootstrap.js";
export type { BootstrapResult } from "./statistics/resampling/bootstrap-result.js";
export { type Jackknife, jackknife } from "./statistics/resampling/jackknife.js";
export {
  type PermutationTest,
  type PermutationTestOptions,
  permutationTest,
} from "./statistics/resampling/permutation-test.js";
export type { Statistic } from "./statistics/resampling/samples.js";
export { baseUnits, type Dimension } from "./units/dimension.js";
export { dimensionVector } from "./units/dimension-vector.js";
export { checkDimensions, dimensionOf, type SymbolUnits } from "./units/formula-dimension.js";
export { type Quantity, quantity } from "./units/quantity.js";
export { fromSI, parseUnit, toSI, type Unit, unitFactor } from "./units/unit.js";
