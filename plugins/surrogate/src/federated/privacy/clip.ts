import { norm as lengthOf } from "@mesoscope/core";

/** The vector, shortened to `norm` where it is longer. */
export function clip(vector: Float64Array, norm: number): Float64Array {
  const length = lengthOf(vector);
  return length > norm ? vector.map((value) => (value * norm) / length) : vector;
}
