import type { Parts } from "../arrays/complex-parts.js";

/** Where lines lie: entry `k` of line `i` at `offset + k · entryStride + i · lineStride`. */
export interface Lines {
  readonly offset: number;
  readonly count: number;
  readonly length: number;
  readonly entryStride: number;
  readonly lineStride: number;
}

/** Copies lines of `data` side by side into `gathered`: entry `k` of line `i` to `k · count + i`. */
export function gatherLines(data: Parts, lines: Lines, gathered: Parts): void {
  gather(data.real, lines, gathered.real);
  gather(data.imaginary, lines, gathered.imaginary);
}

/** Copies what lies side by side in `gathered` to lines of `data`. */
export function scatterLines(gathered: Parts, data: Parts, lines: Lines): void {
  scatter(gathered.real, data.real, lines);
  scatter(gathered.imaginary, data.imaginary, lines);
}

function gather(data: Float64Array, lines: Lines, gathered: Float64Array): void {
  const { offset, count, length, entryStride, lineStride } = lines;
  for (let k = 0, to = 0, start = offset; k < length; k++, start += entryStride) {
    for (let i = 0, from = start; i < count; i++, from += lineStride) gathered[to++] = data[from]!;
  }
}

function scatter(gathered: Float64Array, data: Float64Array, lines: Lines): void {
  const { offset, count, length, entryStride, lineStride } = lines;
  for (let k = 0, from = 0, start = offset; k < length; k++, start += entryStride) {
    for (let i = 0, to = start; i < count; i++, to += lineStride) data[to] = gathered[from++]!;
  }
}
