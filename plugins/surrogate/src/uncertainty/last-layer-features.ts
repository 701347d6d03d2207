import { concatenate, type NDArray, ones } from "@mesoscope/core";
import type { ArrayLike } from "@mesoscope/sdk";
import type { NetworkModel } from "../training/network-model.js";

/** What the last layer of a network sees, as rows. */
export interface LastFeatures {
  /** Of shape [n · …, p]. */
  readonly rows: NDArray;
  /** The axes before that of the features, [n, …]. */
  readonly shape: readonly number[];
}

/** Features of the network's last layer, and a 1 for its bias. */
export function lastFeatures({ network }: { readonly network: NetworkModel }, X: ArrayLike): LastFeatures {
  const features = network.features(X);
  const flat = features.reshape([-1, features.shape.at(-1)!]);
  return { rows: concatenate([flat, ones([flat.shape[0], 1])], 1), shape: features.shape.slice(0, -1) };
}
