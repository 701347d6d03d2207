import { asMatrix, concatenate, divide, type NDArray, ones, subtract } from "@mesoscope/core";
import type { ArrayLike } from "@mesoscope/sdk";
import { evaluate, type Tensor } from "@mesoscope/tensor";
import type { Layer } from "../layers/layer.js";
import type { NetworkModel } from "../training/network-model.js";
import type { Scaling } from "../training/scaling.js";

/** What the weights of the last layer multiply, as rows. */
export interface LastFeatures {
  /** Of shape [n · …, p]. */
  readonly rows: NDArray;
  /** The axes before that of the features, [n, …]. */
  readonly shape: readonly number[];
}

/** Random features of what a network knows of rows. */
export interface DeepKernel {
  readonly known: Scaling;
  readonly layer: Layer;
}

/** Where features come from; without a kernel the weights are those of the network's last layer. */
export interface FeatureSource {
  readonly network: NetworkModel;
  readonly kernel?: DeepKernel;
}

/** Features for the rows of X: the network's and a 1 for the bias, or those of the kernel. */
export function lastFeatures({ network, kernel }: FeatureSource, X: ArrayLike): LastFeatures {
  if (kernel) {
    const { rows, shape } = knownOf(network, X);
    return { rows: kernelFeatures(kernel, rows), shape };
  }
  const { rows, shape } = networkFeatures(network, X);
  return { rows: concatenate([rows, ones([rows.shape[0], 1])], 1), shape };
}

/** What a network knows of rows: its features and, of rows that are numbers, these too, [n · …, features + inputs]. */
export function knownOf(network: NetworkModel, X: ArrayLike): LastFeatures {
  const { rows, shape } = networkFeatures(network, X);
  // A network may give different inputs the same features; side by side with the inputs they cannot be the same.
  return { rows: network.shapes.input.length === 1 ? concatenate([rows, asMatrix(X)], 1) : rows, shape };
}

/** The kernel's features of what is known of rows. */
export function kernelFeatures({ known, layer }: DeepKernel, rows: NDArray): NDArray {
  const scaled = divide(subtract(rows, known.mean), known.spread);
  return evaluate((x: Tensor) => layer.apply({}, x, { training: false }), scaled);
}

function networkFeatures(network: NetworkModel, X: ArrayLike): LastFeatures {
  const features = network.features(X);
  return { rows: features.reshape([-1, features.shape.at(-1)!]), shape: features.shape.slice(0, -1) };
}
