export { type Compiled, compile } from "./compile.js";
export { type CompiledStep, compileStep } from "./compile-step.js";
export { grad, valueAndGrad } from "./derivatives/grad.js";
export { hessian, jacobian } from "./derivatives/jacobian.js";
export { derivative, jvp, vjp } from "./derivatives/jvp.js";
export { laplacian } from "./derivatives/laplacian.js";
export { stopGradient } from "./derivatives/stop-gradient.js";
export type { Traceable } from "./derivatives/traceable.js";
export { type Device, type DeviceOptions, device } from "./device.js";
export { evaluate } from "./executors/evaluate.js";
export type { Precision } from "./executors/executor.js";
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
export { type ConvolutionOptions, convolution, transposedConvolution } from "./primitives/convolution.js";
export { abs, atan, cos, erf, exp, floor, log, sigmoid, sign, sin, sqrt, tanh } from "./primitives/functions.js";
export { gather, scatterAdd, scatterAlong, takeAlong, topIndices } from "./primitives/indexing.js";
export { matmul } from "./primitives/matmul.js";
export { maxPool, meanPool } from "./primitives/pooling.js";
export { normal, uniform } from "./primitives/random.js";
export {
  concatenate,
  pad,
  permuteAxes,
  reshape,
  reverse,
  slice,
  sliceAlong,
  stack,
  transpose,
} from "./primitives/rearrange.js";
export { argmax, cumulativeSum, maximum, mean, minimum, sum } from "./primitives/reduction.js";
export { logSoftmax, logSumExp, softmax } from "./primitives/softmax.js";
