export { allClose } from "./arrays/all-close.js";
export { argsort } from "./arrays/argsort.js";
export { type ArrayInput, array, asArray, asMatrix, asVector } from "./arrays/as-array.js";
export type { Operand } from "./arrays/broadcast.js";
export { equal, greater, greaterOrEqual, less, lessOrEqual, where } from "./arrays/comparisons.js";
export { ComplexArray, type ComplexInput, complexArray } from "./arrays/complex-array.js";
export { concatenate, split, stack } from "./arrays/concatenate.js";
export { arange, full, identity, linspace, logspace, ones, zeros } from "./arrays/create.js";
export { diagonal, diagonalMatrix } from "./arrays/diagonal.js";
export { difference, gradient } from "./arrays/differences.js";
export {
  add,
  divide,
  elementwise,
  largerOf,
  multiply,
  power,
  smallerOf,
  subtract,
} from "./arrays/elementwise.js";
export {
  abs,
  atan,
  ceil,
  cos,
  cosh,
  exp,
  floor,
  log,
  log10,
  round,
  sign,
  sin,
  sinh,
  sqrt,
  tan,
  tanh,
} from "./arrays/functions.js";
export { gridPoints, meshgrid } from "./arrays/grids.js";
export { type HistogramCountsOptions, histogramCounts } from "./arrays/histogram-counts.js";
export { NDArray, type NestedNumbers } from "./arrays/nd-array.js";
export { argmax, argmin } from "./arrays/positions.js";
export { permuteAxes, roll } from "./arrays/rearrange.js";
export { maximum, mean, minimum, type SpreadOptions, standardDeviation, sum, variance } from "./arrays/reduce.js";
export type { SamplingOptions } from "./arrays/sampling.js";
export { type Selection, type SelectionRange, select } from "./arrays/select.js";
export { type SearchSortedOptions, searchSorted, sort, type Unique, unique } from "./arrays/sort.js";
export { stackColumns, stackRows } from "./arrays/stack.js";
export { all, any, cumulativeProduct, cumulativeSum, product } from "./arrays/totals.js";
export { type Backend, type BackendOptions, backend } from "./backend/backend.js";
export type { LayerName } from "./backend/choice.js";
export { type CentralCompositeOptions, centralComposite, fullFactorial } from "./designs/factorial-designs.js";
export { type HaltonSequenceOptions, haltonSequence } from "./designs/halton-sequence.js";
export { type LatinHypercubeOptions, latinHypercube } from "./designs/latin-hypercube.js";
export { type DesignScale, scaleDesign } from "./designs/scale-design.js";
export { type SobolSequenceOptions, sobolSequence } from "./designs/sobol-sequence.js";
export { type ConvolutionOptions, convolve, correlate } from "./fft/convolve.js";
export { type FourierOptions, fourierTransform, inverseFourierTransform } from "./fft/fourier-transform.js";
export { fourierFrequencies, fourierShift, inverseFourierShift, realFourierFrequencies } from "./fft/frequencies.js";
export { type PowerSpectrumOptions, powerSpectrum } from "./fft/power-spectrum.js";
export {
  type InverseRealFourierOptions,
  inverseRealFourierTransform,
  realFourierTransform,
} from "./fft/real-fourier-transform.js";
export { blackmanWindow, hammingWindow, hannWindow, type WindowFunction, type WindowOptions } from "./fft/windows.js";
export { akimaSpline, type CubicSplineOptions, cubicSpline, monotoneCubic } from "./interpolation/cubic-curves.js";
export {
  type GridInterpolation,
  type GridInterpolationOptions,
  gridInterpolation,
} from "./interpolation/grid-interpolation.js";
export { linearInterpolation, nearestInterpolation } from "./interpolation/linear-interpolation.js";
export { PiecewisePolynomial, type PiecewisePolynomialData } from "./interpolation/piecewise-polynomial.js";
export type { Extrapolation, InterpolationOptions } from "./interpolation/samples.js";
export type { SplineEnds } from "./interpolation/spline-slopes.js";
export { cholesky } from "./linear-algebra/cholesky.js";
export { choleskyInverse, choleskySolve, logDeterminant } from "./linear-algebra/cholesky-solve.js";
export { choleskyDowndate, choleskyUpdate } from "./linear-algebra/cholesky-update.js";
export {
  type ConjugateGradientsOptions,
  type ConjugateGradientsSolution,
  conjugateGradients,
} from "./linear-algebra/conjugate-gradients.js";
export { type EigenDecomposition, eigen } from "./linear-algebra/eigen.js";
export { kronecker } from "./linear-algebra/kronecker.js";
export { type LanczosOptions, lanczos } from "./linear-algebra/lanczos.js";
export { type LeastSquaresSolution, leastSquares } from "./linear-algebra/least-squares.js";
export type { LinearOperator } from "./linear-algebra/linear-operator.js";
export { matmul } from "./linear-algebra/matmul.js";
export { matrixExponential } from "./linear-algebra/matrix-exponential.js";
export { dot, norm, transpose } from "./linear-algebra/products.js";
export { conditionNumber, matrixRank, pseudoInverse, type RankOptions } from "./linear-algebra/pseudo-inverse.js";
export { qr } from "./linear-algebra/qr.js";
export { determinant, inverse, solve } from "./linear-algebra/solve.js";
export { solveTriangular } from "./linear-algebra/solve-triangular.js";
export {
  type StochasticLogDeterminantOptions,
  stochasticLogDeterminant,
} from "./linear-algebra/stochastic-log-determinant.js";
export { type SingularValueDecomposition, svd } from "./linear-algebra/svd.js";
export { symmetricEigen } from "./linear-algebra/symmetric-eigen.js";
export { symmetricProduct } from "./linear-algebra/symmetric-product.js";
export { type CalibrationCurve, calibrationCurve } from "./metrics/calibration-curve.js";
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
export { inverseHessianTimes, type SearchStep } from "./optimization/inverse-hessian-times.js";
export type { LeastSquaresFit, LeastSquaresReason } from "./optimization/least-squares-fit.js";
export { type LineTrial, searchLine } from "./optimization/line-search.js";
export {
  type MinimizeOptions,
  type Minimum,
  minimize,
  type Objective,
} from "./optimization/minimize.js";
export { type NelderMeadOptions, nelderMead } from "./optimization/nelder-mead.js";
export type { ScalarObjective } from "./optimization/scalar-objective.js";
export type { SearchResult } from "./optimization/search-result.js";
export type { ValueAndGradient } from "./optimization/value-and-gradient.js";
export { gaussHermite, gaussLaguerre, gaussLegendre, type QuadratureRule } from "./quadrature/gauss-rules.js";
export { type Integral, type IntegrateOptions, integrate } from "./quadrature/integrate.js";
export { productRule } from "./quadrature/product-rule.js";
export { cumulativeTrapezoid, simpson, trapezoid } from "./quadrature/sampled.js";
export { type RandomStream, randomStream } from "./random/random-stream.js";
export { findRoot, type Root, type RootOptions, secantRoot } from "./roots/find-root.js";
export { polynomialRoots } from "./roots/polynomial-roots.js";
export { type NonlinearSolution, type SolveNonlinearOptions, solveNonlinear } from "./roots/solve-nonlinear.js";
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
export { asSparse, type SparseEntries, sparseMatrix } from "./sparse/make-sparse.js";
export { incompleteCholesky, jacobi, type Preconditioner } from "./sparse/preconditioners.js";
export type { SparseMatrix } from "./sparse/sparse-matrix.js";
export { correlationMatrix, covarianceMatrix } from "./statistics/covariance-matrix.js";
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
export { type MixturePredictive, mixturePredictive } from "./statistics/mixture-predictive.js";
export { evidenceWeights, stackingWeights } from "./statistics/model-weights.js";
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
export { ShownPredictive } from "./statistics/shown-predictive.js";
export { baseUnits, type Dimension } from "./units/dimension.js";
export { dimensionVector } from "./units/dimension-vector.js";
export { type ExpressionNode, expressionTree } from "./units/expression-tree.js";
export { checkDimensions, dimensionOf, type SymbolUnits } from "./units/formula-dimension.js";
export { type Quantities, quantities } from "./units/quantities.js";
export { type Quantity, quantity } from "./units/quantity.js";
export { fromSI, parseUnit, toSI, type Unit, unitFactor } from "./units/unit.js";
