import type { RandomStream } from "@mesoscope/core";

/** Beyond so many rows, starts and kernels are compared on `sampleSize` of them. */
export const fewRows = 384;
export const sampleSize = 256;

/** `count` of the numbers of `rows` rows, drawn at random and in order; all of them where there are no more. */
export function sampleOf(rows: number, count: number, stream: RandomStream): readonly number[] {
  return Array.from(stream.permutation(rows).slice(0, count)).sort((a, b) => a - b);
}
