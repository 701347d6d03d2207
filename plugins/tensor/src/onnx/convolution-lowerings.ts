import type { Geometry } from "../primitives/convolution.js";
import type { Window } from "../primitives/pooling.js";
import { blockedConvolution, fitsBlocks } from "./blocked-convolution.js";
import { convolutionAttributes } from "./convolution-attributes.js";
import type { Lowering } from "./lowerings.js";

export const convolutionLowerings: Readonly<Record<string, Lowering>> = {
  enlarge: ({ inputs: [x], attributes: { factors } }, to) =>
    to.emit("Resize", [to.of(x!), "", to.reals([1, 1, ...factors])], {
      mode: "nearest",
      nearest_mode: "floor",
      coordinate_transformation_mode: "asymmetric",
    }),
  blockSum: ({ inputs: [x], attributes: { factors } }, to) => {
    const means = to.emit("AveragePool", [to.of(x!)], { kernel_shape: factors, strides: factors });
    return to.emit("Mul", [
      means,
      to.scalar(
        factors.reduce((a: number, b: number) => a * b, 1),
        "real",
      ),
    ]);
  },
  convolution(result, to) {
    if (fitsBlocks(result, to.channelBlock)) return blockedConvolution(result, to);
    const inputs = result.inputs.map((input) => to.of(input));
    const name = to.emitProduct("Conv", inputs, convolutionAttributes(result.attributes));
    return result.attributes.isRectified ? to.emit("Relu", [name]) : name;
  },
  convolutionInputGradient: ({ inputs: [cotangent, kernel], attributes }, to) => {
    const { input, strides, dilations, kernel: taps, before, after } = attributes as Geometry;
    const lengths = cotangent!.shape.slice(2);
    const output_padding = input.map((length, i) => {
      const reach = (taps[i]! - 1) * dilations[i]! + 1;
      return length - ((lengths[i]! - 1) * strides[i]! + reach - before[i]! - after[i]!);
    });
    return to.emitProduct("ConvTranspose", [to.of(cotangent!), to.of(kernel!)], {
      ...convolutionAttributes(attributes),
      output_padding,
    });
  },
  maxPool: ({ inputs: [x], attributes }, to) => to.emitPair("MaxPool", to.of(x!), poolAttributes(attributes))[0],
  maxPoolPositions: ({ inputs: [x], attributes }, to) => {
    const [, indices] = to.emitPair("MaxPool", to.of(x!), poolAttributes(attributes));
    const imageSize = x!.shape.slice(2).reduce((a, b) => a * b, 1);
    return to.emit("Mod", [indices, to.scalar(imageSize, "integer")]);
  },
};

function poolAttributes({ window, strides }: Window) {
  return { kernel_shape: window, strides };
}
