import { type NDArray, randomStream } from "@mesoscope/core";
import fc from "fast-check";

/** Matrices of normal numbers, of sizes on both sides of the blocks in which the code works. */
export const sizes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 45, max: 110 }) },
);

export const seeds = fc.nat();

export function normals(seed: number, rows: number, columns: number): NDArray {
  return randomStream(seed).normals([rows, columns]);
}
