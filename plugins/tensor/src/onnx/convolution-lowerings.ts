import type { Shape } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import type { Geometry } from "../primitives/convolution.js";
import type { Window } from "../primitives/pooling.js";
import { permuteAxes, reverse } from "../primitives/rearrange.js";
import type { GraphWriter } from "./graph-writer.js";
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
  convolution: ({ inputs: [x, kernel], attributes }, to) =>
    to.emit("Conv", [to.of(x!), to.of(kernel!)], convAttributes(attributes)),
  convolutionInputGradient: ({ inputs: [cotangent, kernel], attributes }, to) => {
    if (prefersFlipped(kernel!.shape, attributes)) return byFlippedKernel(cotangent!, kernel!, attributes, to);
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
  maxPool: ({ inputs: [x], attributes }, to) => to.emitPair("MaxPool", to.of(x!), poolAttributes(attributes))[0],
  maxPoolPositions: ({ inputs: [x], attributes }, to) => {
    const [, indices] = to.emitPair("MaxPool", to.of(x!), poolAttributes(attributes));
    const imageSize = x!.shape.slice(2).reduce((a, b) => a * b, 1);
    return to.emit("Mod", [indices, to.scalar(imageSize, "integer")]);
  },
};

/** At stride 1 with more inputs than outputs, a convolution with the flipped kernel is faster. */
function prefersFlipped(
  [outputs, inputs]: Shape,
  { strides, groups, kernel, dilations, before, after }: Geometry,
): boolean {
  const fits = kernel.every((length, i) => Math.max(before[i]!, after[i]!) <= (length - 1) * dilations[i]!);
  return fits && groups === 1 && inputs! > outputs! && strides.every((stride) => stride === 1);
}

function byFlippedKernel(cotangent: Tensor, kernel: Tensor, geometry: Geometry, to: GraphWriter): string {
  const axes = geometry.kernel.map((_, i) => i + 2);
  const flipped = to.of(permuteAxes(reverse(kernel, axes), [1, 0, ...axes]));
  const reach = geometry.kernel.map((length, i) => (length - 1) * geometry.dilations[i]!);
  const before = reach.map((length, i) => length - geometry.before[i]!);
  const after = reach.map((length, i) => length - geometry.after[i]!);
  return to.emit("Conv", [to.of(cotangent), flipped], convAttributes({ ...geometry, before, after }));
}

function poolAttributes({ window, strides }: Window) {
  return { kernel_shape: window, strides };
}

function convAttributes({ strides, dilations, before, after, groups, kernel }: Geometry) {
  return { strides, dilations, pads: [...before, ...after], group: groups, kernel_shape: kernel };
}
