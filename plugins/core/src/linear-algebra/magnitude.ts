import { ValueError } from "@mesoscope/sdk";
import type { NDArray } from "../arrays/nd-array.js";

/** Throws where an entry is not a finite number. */
export function checkFinite(name: string, { data, shape }: NDArray): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const columns = shape[1]!;
  throw new ValueError(
    "NOT_FINITE",
    `${name}: A has ${data[bad]} at row ${Math.floor(bad / columns)}, column ${bad % columns}. Give finite numbers.`,
  );
}

/** A power of two of the size of the largest entry, so that scaling costs no digits and nothing overflows. */
export function powerOfTwoNear(data: Float64Array): number {
  const largest = data.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  return largest === 0 ? 1 : 2 ** Math.max(Math.floor(Math.log2(largest)), -1022);
}
