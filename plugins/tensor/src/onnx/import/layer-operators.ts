import type { Tensor } from "../../graph/tensor.js";
import { add, divide, multiply, square, subtract } from "../../primitives/arithmetic.js";
import { type ConvolutionOptions, convolution, transposedConvolution } from "../../primitives/convolution.js";
import { sqrt } from "../../primitives/functions.js";
import { pad } from "../../primitives/pad.js";
import { maxPool, meanPool } from "../../primitives/pooling.js";
import { reshape } from "../../primitives/rearrange.js";
import { mean } from "../../primitives/reduction.js";
import type { Attributes, Operator } from "./operator.js";

/** Operators that are whole layers. */
export const layerOperators: Readonly<Record<string, Operator>> = {
  Conv: ([x, kernel, bias], about) => {
    const { image, options } = windows(x!, about, kernel!.shape.slice(2));
    return withBias(convolution(image, kernel!, options), bias);
  },
  ConvTranspose: ([x, kernel, bias], about) => {
    const pads = about.numbers("pads") ?? kernel!.shape.slice(2).flatMap(() => [0, 0]);
    const half = pads.length / 2;
    const isEven = pads.slice(0, half).every((count, i) => count === pads[i + half]);
    if (!isEven || about.numbers("output_padding")?.some((count) => count !== 0)) {
      throw about.unsupported("its padding is not the same on both sides");
    }
    const options = { ...strideOptions(about), padding: pads.slice(0, half) };
    return withBias(transposedConvolution(x!, kernel!, options), bias);
  },
  MaxPool: pool(maxPool, Number.NEGATIVE_INFINITY),
  AveragePool: pool(meanPool, 0),
  GlobalAveragePool: ([x]) => {
    const axes = x!.shape.keys().drop(2).toArray();
    return reshape(mean(x!, axes), [x!.shape[0]!, x!.shape[1]!, ...axes.map(() => 1)]);
  },
  BatchNormalization: ([x, scale, shift, center, variance], about) => {
    const each = (values: Tensor) => reshape(values, [1, -1, ...x!.shape.slice(2).map(() => 1)]);
    const spread = sqrt(add(variance!, about.number("epsilon", 1e-5)));
    return add(multiply(subtract(x!, each(center!)), each(divide(scale!, spread))), each(shift!));
  },
  LayerNormalization: ([x, scale, shift], about) => {
    const axis = about.number("axis", -1);
    const from = axis < 0 ? axis + x!.rank : axis;
    const axes = x!.shape.keys().drop(from).toArray();
    const kept = x!.shape.map((length, i) => (i >= from ? 1 : length));
    const centered = subtract(x!, reshape(mean(x!, axes), kept));
    const spread = sqrt(add(reshape(mean(square(centered), axes), kept), about.number("epsilon", 1e-5)));
    const normal = multiply(divide(centered, spread), scale!);
    return shift ? add(normal, shift) : normal;
  },
};

function pool(apply: typeof maxPool, outside: number): Operator {
  return ([x], about) => {
    const window = about.numbers("kernel_shape")!;
    const pads = about.numbers("pads") ?? [];
    if (pads.some((count) => count !== 0) && (outside !== 0 || !about.number("count_include_pad", 0))) {
      throw about.unsupported("its windows reach over the edge");
    }
    if (about.number("ceil_mode", 0)) throw about.unsupported("its last windows are not full");
    const half = pads.length / 2;
    const image = half ? pad(x!, [0, 0, ...pads.slice(0, half)], [0, 0, ...pads.slice(half)]) : x!;
    return apply(image, window, about.numbers("strides") ?? window.map(() => 1));
  };
}

/** The image with its zeros around it where they differ from side to side. */
function windows(
  x: Tensor,
  about: Attributes,
  kernel: readonly number[],
): { image: Tensor; options: ConvolutionOptions } {
  const automatic = about.text("auto_pad", "NOTSET");
  if (automatic !== "NOTSET" && automatic !== "VALID") throw about.unsupported(`its padding is ${automatic}`);
  const pads = about.numbers("pads") ?? kernel.flatMap(() => [0, 0]);
  const [before, after] = [pads.slice(0, kernel.length), pads.slice(kernel.length)];
  if (before.every((count, i) => count === after[i])) {
    return { image: x, options: { ...strideOptions(about), padding: before } };
  }
  return { image: pad(x, [0, 0, ...before], [0, 0, ...after]), options: strideOptions(about) };
}

function strideOptions(about: Attributes): ConvolutionOptions {
  const [strides, dilations] = [about.numbers("strides"), about.numbers("dilations")];
  return { ...(strides && { strides }), ...(dilations && { dilations }), groups: about.number("group", 1) };
}

function withBias(x: Tensor, bias: Tensor | undefined): Tensor {
  return bias ? add(x, reshape(bias, [1, -1, ...x.shape.slice(2).map(() => 1)])) : x;
}
