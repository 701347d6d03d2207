import type { NDArrayLike } from "@mesoscope/sdk";
import { currentChoice, layerFor } from "./choice.js";
import type { Machine } from "./machine.js";
import { referenceCovariances } from "./reference-stationary.js";

/** Functions of `s`, a squared distance; their order is that of the kernels. */
export const families = ["distance", "rbf", "matern12", "matern32", "matern52"] as const;

/** `distance` is `s` itself. */
export type Family = (typeof families)[number];

/** The covariance `variance k(s) + offset`, for points that are scaled already. */
export interface StationaryCovariance {
  readonly family: Family;
  readonly variance: number;
  readonly offset: number;
}

/** Points divided by length scales: coordinate `k` of point `i` at `k · line + i`. */
export interface ScaledPoints {
  readonly data: Float64Array;
  readonly count: number;
  readonly dimensions: number;
  readonly line: number;
}

/** The chosen columns of X over their length scales. */
export function scaledPoints(
  { data, shape }: NDArrayLike,
  columns: readonly number[],
  lengths: ArrayLike<number>,
): ScaledPoints {
  const [count, width] = shape as [number, number];
  const line = Math.ceil(count / 8) * 8;
  const scaled = new Float64Array(columns.length * line);
  for (const [k, column] of columns.entries()) {
    const factor = 1 / lengths[k]!;
    for (let i = 0; i < count; i++) scaled[k * line + i] = data[i * width + column]! * factor;
  }
  return { data: scaled, count, dimensions: columns.length, line };
}

/** The covariances of all points `x` with all points `z`, row by row. */
export function stationaryCovariances(kernel: StationaryCovariance, x: ScaledPoints, z: ScaledPoints): Float64Array {
  const machine = layerFor(10 * x.count * z.count) && currentChoice().machine;
  const out = new Float64Array(x.count * z.count);
  if (machine?.fits(out.length + x.data.length + z.data.length)) {
    machine.frame(() => {
      const result = machine.allocate(out.length);
      runCovariances(machine, kernel, x, z, result, false);
      out.set(result);
    });
  } else referenceCovariances(kernel, x, z, out, false);
  return out;
}

/** Fills memory of the machine; with `isLower` only up to the diagonal. */
export function runCovariances(
  machine: Machine,
  { family, variance, offset }: StationaryCovariance,
  x: ScaledPoints,
  z: ScaledPoints,
  out: Float64Array,
  isLower: boolean,
): void {
  const rows = [placed(machine, x), 8 * x.line, x.count] as const;
  const columns = [x === z ? rows[0] : placed(machine, z), 8 * z.line, z.count, x.dimensions] as const;
  const numbers = [variance, offset, out.byteOffset, 8 * z.count, Number(isLower)];
  const work = (x.count * z.count * (x.dimensions + 20)) / (isLower ? 2 : 1);
  machine.run(work, "covariances", families.indexOf(family), ...rows, ...columns, ...numbers);
}

/** Copies numbers into the machine and tells where they are. */
export function placed(machine: Machine, { data }: { readonly data: Float64Array }): number {
  const copy = machine.allocate(data.length);
  copy.set(data);
  return copy.byteOffset;
}
