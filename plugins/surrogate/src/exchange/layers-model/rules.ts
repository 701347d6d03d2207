import { add, type NDArray, permuteAxes } from "@mesoscope/core";
import type { Shape } from "@mesoscope/tensor";
import type { ActivationName } from "../../layers/activation.js";
import type { ConvolutionLayerOptions } from "../../layers/convolution.js";
import type { DenseOptions } from "../../layers/dense.js";
import type { DropoutOptions } from "../../layers/dropout.js";
import type { PoolOptions } from "../../layers/pooling.js";
import type { RecurrentOptions } from "../../layers/recurrent-layer.js";
import { perAxis } from "../../layers/spatial.js";
import { type KerasLayer, permute, withChannelsLast } from "./keras-layer.js";

type Weights = Readonly<Record<string, NDArray>>;
/** What a layer becomes, from its options, its parameters and the shape of its input; or why it cannot. */
type Rule = (options: never, weights: Weights, shape: Shape) => readonly KerasLayer[] | string;

const activations: Readonly<Partial<Record<ActivationName, string>>> = {
  relu: "relu",
  elu: "elu",
  gelu: "gelu",
  silu: "swish",
  softplus: "softplus",
  tanh: "tanh",
  sigmoid: "sigmoid",
};

/** The layers that Keras has too, by our names. */
export const rules: Readonly<Record<string, Rule>> = {
  activation: ({ function: name }: { readonly function: ActivationName }) => withActivation([], name),
  convolution,
  dense: ({ units, activation }: DenseOptions, { weights, bias }) =>
    withActivation([{ className: "Dense", config: { units }, weights: { kernel: weights, bias: bias } }], activation),
  dropout: ({ share }: DropoutOptions) => [{ className: "Dropout", config: { rate: share } }],
  exchangeAxes: (_options, _weights, { length }) => {
    const axes = Array.from({ length }, (_, axis) => axis);
    return [permute([...axes.slice(0, -2), length - 1, length - 2])];
  },
  flatten: (_options, _weights, shape) => (shape.length > 1 ? [{ className: "Flatten" }] : []),
  globalMean,
  gru: () => "its reset gate acts before the product, ours after, as in cuDNN",
  layerNorm: (_options, { scale, shift }) => [
    { className: "LayerNormalization", config: { epsilon: 1e-5 }, weights: { gamma: scale, beta: shift } },
  ],
  lstm,
  maxPool: pooling("MaxPooling"),
  meanPool: pooling("AveragePooling"),
  reshapeTo: ({ shape }: { readonly shape: Shape }) => [{ className: "Reshape", config: { target_shape: shape } }],
};

function convolution(
  options: ConvolutionLayerOptions,
  { weights, bias }: Weights,
  shape: Shape,
): readonly KerasLayer[] | string {
  const { channels, groups = 1, padding = "same", activation } = options;
  const axes = shape.length - 1;
  const [taps, strides, dilations] = [options.kernel, options.strides ?? 1, options.dilations ?? 1].map((option) =>
    perAxis(option, axes),
  ) as [Shape, Shape, Shape];
  const zeros = taps.map((length, i) => (padding === "same" ? ((length - 1) * dilations[i]) / 2 : 0));
  const isStrided = strides.some((step) => step > 1);
  // With strides, Keras places its zeros by the input's length.
  const isPaddedFirst = isStrided && zeros.some((count) => count > 0);
  if (groups > 1) return "channels in groups do not mix";
  if (isStrided && dilations.some((apart) => apart > 1)) return "it has strides and dilations at once";
  if (isPaddedFirst && axes === 1) return "it has strides and zeros around one axis, unless padding is none";
  const pad: KerasLayer = {
    className: "ZeroPadding2D",
    config: { padding: zeros.map((count) => [Math.floor(count), Math.ceil(count)]) },
  };
  const layer: KerasLayer = {
    className: `Conv${axes}D`,
    config: {
      filters: channels,
      kernel_size: taps,
      strides,
      dilation_rate: dilations,
      padding: padding === "same" && !isPaddedFirst ? "same" : "valid",
    },
    weights: { kernel: permuteAxes(weights, [...taps.map((_, i) => i + 2), 1, 0]), bias: bias },
  };
  const made = withActivation([...(isPaddedFirst ? [pad] : []), layer], activation);
  return typeof made === "string" ? made : withChannelsLast(made, shape.length);
}

function pooling(className: string): Rule {
  return ({ window }: PoolOptions, _weights, shape) => {
    const axes = shape.length - 1;
    const lengths = perAxis(window, axes);
    const config = { pool_size: lengths, strides: lengths, padding: "valid" };
    return withChannelsLast([{ className: `${className}${axes}D`, config }], shape.length);
  };
}

function globalMean({ over }: { readonly over: "space" | "time" }, _weights: Weights, shape: Shape): KerasLayer[] {
  const pool: KerasLayer = { className: `GlobalAveragePooling${shape.length - 1}D` };
  return over === "time" ? [pool] : withChannelsLast([pool], shape.length).slice(0, -1);
}

/** The gates lie in the same order; Keras has one bias where we have two. */
function lstm({ units, output = "last" }: RecurrentOptions, weights: Weights): KerasLayer[] {
  const { inputWeights, inputBias, recurrentWeights, recurrentBias } = weights;
  const layer: KerasLayer = {
    className: "LSTM",
    config: { units, return_sequences: output === "all", activation: "tanh", recurrent_activation: "sigmoid" },
    weights: { kernel: inputWeights, recurrent_kernel: recurrentWeights, bias: add(inputBias, recurrentBias) },
  };
  return [layer];
}

/** Layers with an activation after them. */
function withActivation(
  layers: readonly KerasLayer[],
  name: ActivationName = "identity",
): readonly KerasLayer[] | string {
  if (name === "identity") return layers;
  if (name === "leakyRelu") return [...layers, { className: "LeakyReLU", config: { alpha: 0.01 } }];
  const activation = activations[name];
  return activation ? [...layers, { className: "Activation", config: { activation } }] : `it has no activation ${name}`;
}
