import type { Family, ScaledPoints, StationaryCovariance } from "./stationary.js";

interface Profile {
  value(s: number): number;
  /** `−2 dk/ds`, by which `∂k/∂log ℓ` is this times the part of `s` along it; 0 where it would be infinite. */
  steepness(s: number): number;
}

const gaussian = (s: number) => Math.exp(-s / 2);
const profiles: Readonly<Record<Family, Profile>> = {
  distance: { value: (s) => s, steepness: () => -2 },
  rbf: { value: gaussian, steepness: gaussian },
  matern12: {
    value: (s) => Math.exp(-Math.sqrt(s)),
    steepness: (s) => (s > 0 ? Math.exp(-Math.sqrt(s)) / Math.sqrt(s) : 0),
  },
  matern32: {
    value: (s) => (1 + Math.sqrt(3 * s)) * Math.exp(-Math.sqrt(3 * s)),
    steepness: (s) => 3 * Math.exp(-Math.sqrt(3 * s)),
  },
  matern52: {
    value: (s) => (1 + Math.sqrt(5 * s) + (5 * s) / 3) * Math.exp(-Math.sqrt(5 * s)),
    steepness: (s) => (5 / 3) * (1 + Math.sqrt(5 * s)) * Math.exp(-Math.sqrt(5 * s)),
  },
};

/** As `stationaryCovariances`, into `out`; with `isLower` only up to the diagonal. */
export function referenceCovariances(
  { family, variance, offset }: StationaryCovariance,
  x: ScaledPoints,
  z: ScaledPoints,
  out: Float64Array,
  isLower: boolean,
): void {
  const { value } = profiles[family];
  for (let i = 0; i < x.count; i++) {
    for (let j = 0; j < (isLower ? i + 1 : z.count); j++) {
      out[i * z.count + j] = variance * value(squaredDistance(x, i, z, j)) + offset;
    }
  }
}

/** As `DefiniteMatrix.pairSums`. */
export function referencePairSums(
  family: Family,
  x: ScaledPoints,
  weights: Float64Array,
  inverse: Float64Array,
): Float64Array {
  const { value, steepness } = profiles[family];
  const { count, dimensions, line, data } = x;
  const sums = new Float64Array(dimensions + 1);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const s = squaredDistance(x, i, x, j);
      const weight = weights[i]! * weights[j]! - inverse[i * count + j]!;
      sums[dimensions]! += weight * value(s);
      const factor = weight * steepness(s);
      for (let k = 0; k < dimensions; k++) sums[k]! += factor * (data[k * line + i]! - data[k * line + j]!) ** 2;
    }
  }
  return sums;
}

function squaredDistance(x: ScaledPoints, i: number, z: ScaledPoints, j: number): number {
  let s = 0;
  for (let k = 0; k < x.dimensions; k++) s += (x.data[k * x.line + i]! - z.data[k * z.line + j]!) ** 2;
  return s;
}
