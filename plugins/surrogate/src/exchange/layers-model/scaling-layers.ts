import { multiply, type NDArray, ones, subtract, zeros } from "@mesoscope/core";
import type { Scaling } from "../../training/scaling.js";
import { type KerasLayer, withChannelsLast } from "./keras-layer.js";

/**
 * Data with mean 0 and spread 1. The difference comes first, and then what a 32-bit mean lacks, so that no digits are lost
 * where the mean is large.
 */
export function scaling({ mean, spread }: Scaling, axis: number): KerasLayer[] {
  const less = mean.map(Math.fround);
  const factor = spread.map((value) => 1 / value);
  return fixedScale({ less, factor, more: multiply(factor, subtract(less, mean)) }, axis);
}

/** The data that were scaled. */
export function unscaling({ mean, spread }: Scaling, axis: number): KerasLayer[] {
  return fixedScale({ less: zeros(mean.shape), factor: spread, more: mean }, axis);
}

/** (x - less) · factor + more by the channels along an axis, as a batch normalisation of fixed statistics. */
function fixedScale({ less, factor, more }: Record<"less" | "factor" | "more", NDArray>, axis: number): KerasLayer[] {
  const { rank, size } = less;
  const vector = (values: NDArray) => values.reshape([size]);
  const layer: KerasLayer = {
    className: "BatchNormalization",
    config: { epsilon: 0, trainable: false },
    weights: {
      gamma: vector(factor),
      beta: vector(more),
      moving_mean: vector(less),
      moving_variance: ones([size]),
    },
  };
  return withChannelsLast([layer], rank - 1, axis - 1);
}
