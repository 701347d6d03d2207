export { allClose } from "./arrays/all-close.js";
export { argsort } from "./arrays/argsort.js";
export { type ArrayInput, array, asArray, asMatrix, asVector } from "./arrays/as-array.js";
export { arange, full, identity, linspace, logspace, ones, zeros } from "./arrays/create.js";
export { add, divide, multiply, type Operand, subtract } from "./arrays/elementwise.js";
export { NDArray, type NestedNumbers } from "./arrays/nd-array.js";
export { maximum, mean, minimum, type SpreadOptions, standardDeviation, sum, variance } from "./arrays/reduce.js";
export { stackColumns, stackRows } from "./arrays/stack.js";
export { type Backend, type BackendOptions, backend } from "./backend/backend.js";
export type { LayerName } from "./backend/choice.js";
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
export { coefficientOfDetermination, meanAbsoluteError, rootMeanSquareError } from "./metrics/point-metrics.js";
export {
  continuousRankedProbabilityScore,
  coverage,
  negativeLogPredictiveDensity,
} from "./metrics/predictive-metrics.js";
export { kFold, type Split, trainTestSplit } from "./metrics/splits.js";
export {
  type MinimizeOptions,
  type Minimum,
  minimize,
  type Objective,
  type ValueAndGradient,
} from "./optimization/minimize.js";
export { latinHypercube } from "./random/latin-hypercube.js";
export { type RandomStream, randomStream } from "./random/random-stream.js";
export {
  correlation,
  kurtosis,
  median,
  medianAbsoluteDeviation,
  quantile,
  rankCorrelation,
  skewness,
} from "./statistics/descriptive.js";
export {
  type GaussianPredictive,
  type GaussianPredictiveOptions,
  gaussianPredictive,
} from "./statistics/gaussian-predictive.js";
export { type MixturePredictive, mixturePredictive } from "./statistics/mixture-predictive.js";
export { evidenceWeights, stackingWeights } from "./statistics/model-weights.js";
export { normalCdf, normalDensity, normalLogCdf, normalQuantile } from "./statistics/normal-distribution.js";
export type { Dimension } from "./units/dimension.js";
export { type Quantity, quantity } from "./units/quantity.js";
export { fromSI, parseUnit, toSI, type Unit, unitFactor } from "./units/unit.js";
