import type { Geometry } from "../primitives/convolution.js";
import type { Lowering } from "./lowerings.js";

export const convolutionLowerings: Readonly<Record<string, Lowering>> = {
  convolution: ({ inputs: [x, kernel], attributes }, to) =>
    to.emit("Conv", [to.of(x!), to.of(kernel!)], convAttributes(attributes)),
  convolutionInputGradient: ({ inputs: [cotangent, kernel], attributes }, to) => {
    const { input, strides, dilations, kernel: taps, before, after } = attributes as Geometry;
    const lengths = cotangent!.shape.slice(2);
    const output_padding = input.map((length, i) => {
      const reach = (taps[i]! - 1) * dilations[i]! + 1;
      return length - ((lengths[i]! - 1) * strides[i]! + reach - before[i]! - after[i]!);
    });
    return to.emit("ConvTranspose", [to.of(cotangent!), to.of(kernel!)], {
      ...convAttributes(attributes),
      output_padding,
    });
  },
  maxPool: ({ inputs: [x], attributes: { window, strides } }, to) =>
    to.emit("MaxPool", [to.of(x!)], { kernel_shape: window, strides }),
  maxPoolPositions: ({ inputs: [x], attributes: { window, strides } }, to) => {
    const [values, indices] = [to.fresh(), to.fresh()];
    const attributes = { kernel_shape: window, strides };
    to.nodes.push({ opType: "MaxPool", inputs: [to.of(x!)], outputs: [values, indices], attributes });
    const imageSize = x!.shape.slice(2).reduce((a, b) => a * b, 1);
    return to.emit("Mod", [indices, to.scalar(imageSize, "integer")]);
  },
};

function convAttributes({ strides, dilations, before, after, groups, kernel }: Geometry) {
  return { strides, dilations, pads: [...before, ...after], group: groups, kernel_shape: kernel };
}
