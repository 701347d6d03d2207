import { zeros } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, convolution as convolve, reshape, type Shape, type Tensor } from "@mesoscope/tensor";
import { type ActivationName, activate, checkActivation } from "./activation.js";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";
import { checkPerAxis, type PerAxis, perAxis, spatialLengths } from "./spatial.js";
import { startingWeights } from "./starting-weights.js";

/** Options of `convolution`. */
export interface ConvolutionLayerOptions {
  /** Channels of the output. */
  readonly channels: number;
  /** Lengths of the kernel. */
  readonly kernel: PerAxis;
  /** Entries between two places of the kernel, 1 unless given. */
  readonly strides?: PerAxis;
  /** Entries between two taps of the kernel, 1 unless given. */
  readonly dilations?: PerAxis;
  /** Groups of channels that do not mix, 1 unless given; as many as input channels make it depthwise. */
  readonly groups?: number;
  /** Zeros around the input that keep its lengths ("same", unless given), or "none". */
  readonly padding?: "same" | "none";
  /** "identity" unless given. */
  readonly activation?: ActivationName;
}

type ConvolutionParameters = { readonly weights: Tensor; readonly bias: Tensor };

const known = ["channels", "kernel", "strides", "dilations", "groups", "padding", "activation"];

/**
 * A kernel slid over one, two or more spatial axes: [inputs, …lengths] to [channels, …lengths]. With strides the lengths
 * are divided by them, rounded up.
 *
 * @example
 * convolution({ channels: 16, kernel: 3, strides: 2, activation: "relu" }).outputShape([3, 64, 64]); // [16, 32, 32]
 *
 * @throws ValueError BAD_OPTION
 */
export function convolution(options: ConvolutionLayerOptions): Layer {
  const owner = "convolution";
  checkOptions(owner, options, known);
  const {
    channels,
    kernel,
    strides = 1,
    dilations = 1,
    groups = 1,
    padding = "same",
    activation = "identity",
  } = options;
  for (const [name, value] of Object.entries({ kernel, strides, dilations })) checkPerAxis(owner, name, value, 1);
  for (const [name, value] of Object.entries({ channels, groups })) checkWhole(owner, name, value, 1);
  checkChoice(owner, "padding", padding, ["same", "none"]);
  checkActivation(owner, activation);
  const geometry = { strides, dilations, groups, padding: padding === "same" ? ("same" as const) : 0 };
  return defineLayer(owner, options, {
    outputShape(input) {
      const lengths = spatialLengths(owner, input, kernel, strides, dilations);
      if (input[0] % groups !== 0 || channels % groups !== 0) {
        throw chainError(
          owner,
          input,
          `Its channels and the ${channels} of the output must divide into ${groups} groups.`,
        );
      }
      const [taps, step, apart] = [kernel, strides, dilations].map((option) => perAxis(option, lengths.length));
      const reach = taps.map((length, i) => (padding === "same" ? 1 : (length - 1) * apart[i] + 1));
      const output = lengths.map((length, i) => Math.floor((length - reach[i]) / step[i]) + 1);
      if (output.some((length) => length < 1)) throw chainError(owner, input, "Give lengths of at least the kernel's.");
      return [channels, ...output];
    },
    parameters(input, stream) {
      const taps = perAxis(kernel, input.length - 1);
      const field = taps.reduce((product, length) => product * length, 1);
      const shape = [channels, input[0] / groups, ...taps];
      const fans = { inputs: shape[1] * field, outputs: (channels * field) / groups };
      return { weights: startingWeights(stream, shape, fans, activation), bias: zeros([channels]) };
    },
    apply({ weights, bias }: ConvolutionParameters, x, { changeSums }) {
      const sums = withBias(convolve(x, weights, geometry), bias);
      const axes = { sums: 1, weights: 0 };
      return activate(activation, changeSums?.(sums, { weights, bias, axes }) ?? sums);
    },
  });
}

/** Adds one number to each channel of [n, channels, …lengths]. */
export function withBias(x: Tensor, bias: Tensor): Tensor {
  return add(x, perChannel(bias, x.shape));
}

/** Numbers of shape [channels] so that they repeat over [n, channels, …lengths]. */
export function perChannel(values: Tensor, shape: Shape): Tensor {
  return reshape(values, [-1, ...shape.slice(2).map(() => 1)]);
}
