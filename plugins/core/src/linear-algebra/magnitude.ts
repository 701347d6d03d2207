import { ValueError } from "@mesoscope/sdk";
import type { NDArray } from "../arrays/nd-array.js";

/** Throws where an entry is not a finite number. */
export function checkFinite(name: string, { data, shape }: NDArray): void {
  let bad = 0;
  while (bad < data.length && Number.isFinite(data[bad])) bad++;
  if (bad === data.length) return;
  const columns = shape[1]!;
  throw new ValueError(
    "NOT_FINITE",
    `${name}: A has ${data[bad]} at row ${Math.floor(bad / columns)}, column ${bad % columns}. Give finite numbers.`,
  );
}

/** A power of two of the size of the largest entry, so that scaling costs no digits and nothing overflows. */
export function powerOfTwoNear(data: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  return largest === 0 ? 1 : 2 ** Math.max(Math.floor(Math.log2(largest)), -1022);
}

/** The numbers divided by `scale`, in a new array. */
export function scaledDown(data: Float64Array, scale: number): Float64Array {
  const scaled = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) scaled[i] = data[i]! / scale;
  return scaled;
}
