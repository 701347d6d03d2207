export { type Compiled, compile } from "./compile.js";
export { type CompiledStep, compileStep } from "./compile-step.js";
export { derivativeOf } from "./derivatives/derivative-of.js";
export { grad, valueAndGrad } from "./derivatives/grad.js";
export { hessian, jacobian } from "./derivatives/jacobian.js";
export { derivative, jvp, vjp } from "./derivatives/jvp.js";
export { laplacian } from "./derivatives/laplacian.js";
export { stopGradient } from "./derivatives/stop-gradient.js";
export type { Traceable } from "./derivatives/traceable.js";
export { type Device, type DeviceOptions, device } from "./device.js";
export { evaluate } from "./executors/evaluate.js";
export type { Precision } from "./executors/executor.js";
export { decodeSafetensors, type Safetensors } from "./files/decode-safetensors.js";
export { encodeSafetensors, type SafetensorsOptions } from "./files/encode-safetensors.js";
export { loadTree, saveTree } from "./files/save-tree.js";
export { elu, gelu, logSigmoid, relu, silu, softplus } from "./functions/activations.js";
export { clip } from "./functions/clip.js";
export {
  type ComplexTensor,
  complexFourierModes,
  fourierModes,
  inverseComplexFourierModes,
  inverseFourierModes,
} from "./functions/fourier-modes.js";
export { norm } from "./functions/norm.js";
export { oneHot } from "./functions/one-hot.js";
export { type PaddingMode, padWith } from "./functions/pad-with.js";
export { resize } from "./functions/resize.js";
export { scan } from "./functions/scan.js";
export { segmentMax, segmentMean, segmentSum } from "./functions/segments.js";
export { standardDeviation, standardize, variance } from "./functions/variance.js";
export { fill, tensor } from "./graph/leaves.js";
export type { Shape } from "./graph/shape.js";
export { type Kind, type Operand, Tensor } from "./graph/tensor.js";
export type { Given, Like } from "./graph/tree.js";
export { type ImportedModel, readOnnx } from "./onnx/import/read-onnx.js";
export { type WriteOnnxOptions, writeOnnx } from "./onnx/write-onnx.js";
export { type AdamOptions, adam } from "./optimizers/adam.js";
export { type AdamWOptions, adamW } from "./optimizers/adam-w.js";
export { type Clip, clipByNorm, clipByValue } from "./optimizers/clip.js";
export type { ResidualFunction, Residuals } from "./optimizers/damped-steps.js";
export { type LbfgsOptions, lbfgs } from "./optimizers/lbfgs.js";
export { type LevenbergMarquardtOptions, levenbergMarquardt } from "./optimizers/levenberg-marquardt.js";
export { type LionOptions, lion } from "./optimizers/lion.js";
export { type LossScale, type LossScaleOptions, type LossScaleState, lossScale } from "./optimizers/loss-scale.js";
export type { Optimizer, OptimizerOptions, OptimizerState } from "./optimizers/optimizer.js";
export type { SmoothObjective, SmoothValue } from "./optimizers/quasi-newton.js";
export type { Schedule } from "./optimizers/schedules.js";
export * as schedules from "./optimizers/schedules.js";
export type { Search, SearchEnding } from "./optimizers/search.js";
export type { SearchSpec } from "./optimizers/search-spec.js";
export type { SearchState } from "./optimizers/search-state.js";
export { type SgdOptions, sgd } from "./optimizers/sgd.js";
export { type SsBroydenOptions, ssBroyden } from "./optimizers/ss-broyden.js";
export {
  add,
  divide,
  largerOf,
  multiply,
  negative,
  power,
  smallerOf,
  square,
  subtract,
} from "./primitives/arithmetic.js";
export { broadcast } from "./primitives/broadcast.js";
export {
  both,
  cast,
  either,
  equal,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  not,
  where,
} from "./primitives/comparison.js";
export { concatenate, stack } from "./primitives/concatenate.js";
export { type ConvolutionOptions, convolution, transposedConvolution } from "./primitives/convolution.js";
export { abs, atan, cos, erf, exp, floor, log, sigmoid, sign, sin, sqrt, tanh } from "./primitives/functions.js";
export { gather, scatterAdd, scatterAlong, takeAlong, topIndices } from "./primitives/indexing.js";
export { matmul } from "./primitives/matmul.js";
export { pad } from "./primitives/pad.js";
export { maxPool, meanPool } from "./primitives/pooling.js";
export { normal, uniform } from "./primitives/random.js";
export { permuteAxes, reshape, reverse, transpose } from "./primitives/rearrange.js";
export { argmax, cumulativeSum, maximum, mean, minimum, sum } from "./primitives/reduction.js";
export { slice, sliceAlong } from "./primitives/slice.js";
export { logSoftmax, logSumExp, softmax } from "./primitives/softmax.js";
