import type { Geometry } from "../../primitives/convolution.js";
import { columnsKernelGradient, convolveColumns } from "./column-convolution.js";
import {
  convolveImages,
  convolvesImages,
  imagesInputGradient,
  imagesKernelGradient,
  isDilated,
} from "./image-convolution.js";
import { asReal } from "./kinds.js";
import type { Lowering, Lowerings, Tfjs, Value } from "./lowering.js";
import { flippedKernel, spread, stretchedGeometry } from "./spread-convolution.js";

type Bilinear = (tf: Tfjs, a: Value, b: Value, geometry: Geometry) => Value;

export const convolutionLowerings: Lowerings = {
  convolution: lowering(convolve),
  convolutionInputGradient: lowering(inputGradient),
  convolutionKernelGradient: lowering(kernelGradient),
};

function convolve(tf: Tfjs, x: Value, kernel: Value, geometry: Geometry): Value {
  return (convolvesImages(geometry) ? convolveImages : convolveColumns)(tf, x, kernel, geometry);
}

function inputGradient(tf: Tfjs, cotangent: Value, kernel: Value, geometry: Geometry): Value {
  if (convolvesImages(geometry) && !isDilated(geometry)) return imagesInputGradient(tf, cotangent, kernel, geometry);
  return convolve(
    tf,
    spread(tf, cotangent, geometry),
    flippedKernel(tf, kernel, geometry),
    stretchedGeometry(geometry),
  );
}

function kernelGradient(tf: Tfjs, x: Value, cotangent: Value, geometry: Geometry): Value {
  const isNative = convolvesImages(geometry) && !isDilated(geometry);
  const gradient = isNative ? imagesKernelGradient(tf, x, cotangent, geometry) : undefined;
  return gradient ?? columnsKernelGradient(tf, x, cotangent, geometry);
}

function lowering(product: Bilinear): Lowering {
  return (tf, [a, b], { attributes, shape }) =>
    tf.reshape(product(tf, asReal(tf, a!), asReal(tf, b!), attributes), [...shape]);
}
