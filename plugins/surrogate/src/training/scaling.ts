import { NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { add, divide, multiply, subtract, type Tensor, tensor } from "@mesoscope/tensor";

/** Mean and spread of each channel of data [n, …], as arrays that repeat over it. */
export interface Scaling {
  readonly mean: NDArray;
  readonly spread: NDArray;
}

/** A scaling as plain data. */
export type ScalingData = Readonly<Record<keyof Scaling, ReturnType<NDArray["toJSON"]>>>;

export function saveScaling({ mean, spread }: Scaling): ScalingData {
  return { mean: mean.toJSON(), spread: spread.toJSON() };
}

export function loadScaling({ mean, spread }: ScalingData): Scaling {
  return { mean: NDArray.fromJSON(mean), spread: NDArray.fromJSON(spread) };
}

/** Mean and standard deviation along all axes but one; a channel that does not vary has spread 1. */
export function scalingOf(values: NDArray, channelAxis: number): Scaling {
  const { shape, data } = values;
  const channels = shape[channelAxis];
  const inner = shape.slice(channelAxis + 1).reduce((product, length) => product * length, 1);
  const count = data.length / channels;
  const channelAt = (at: number) => Math.floor(at / inner) % channels;
  const mean = new Float64Array(channels);
  data.forEach((value, at) => {
    mean[channelAt(at)] += value / count;
  });
  const variance = new Float64Array(channels);
  data.forEach((value, at) => {
    variance[channelAt(at)] += (value - mean[channelAt(at)]) ** 2 / count;
  });
  const spread = variance.map((value) => Math.sqrt(value) || 1);
  const repeated = shape.map((_, axis) => (axis === channelAxis ? channels : 1));
  return { mean: new NDArray(mean, repeated), spread: new NDArray(spread, repeated) };
}

/** Data with mean 0 and standard deviation 1 in each channel. */
export function scaled(x: Tensor, { mean, spread }: Scaling): Tensor {
  return divide(subtract(x, tensor(mean)), tensor(spread));
}

/** The data that were scaled. */
export function unscaled(x: Tensor, { mean, spread }: Scaling): Tensor {
  return add(multiply(x, tensor(spread)), tensor(mean));
}

/** @throws DataError MISSING_VALUES where a number is not finite, with its row */
export function checkFiniteData(owner: string, name: string, { data, shape }: NDArray): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const row = Math.floor(bad / (data.length / shape[0]));
  throw new DataError(
    "MISSING_VALUES",
    `${owner}: ${name} is ${data[bad]} in row ${row}. Remove the row or fill in the value.`,
  );
}
