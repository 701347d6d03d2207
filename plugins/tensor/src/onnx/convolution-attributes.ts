import type { Geometry } from "../primitives/convolution.js";

/** How ONNX says how a kernel goes over its input. */
export function convolutionAttributes({ strides, dilations, before, after, groups, kernel }: Geometry) {
  return { strides, dilations, pads: [...before, ...after], group: groups, kernel_shape: kernel };
}
