import { type Parts, partsOf } from "../arrays/complex-parts.js";
import { gatherLines, scatterLines } from "./lines.js";
import { type MixedRadix, planMixedRadix, runMixedRadix } from "./mixed-radix.js";
import { rootsOfUnity, writeRoot } from "./roots-of-unity.js";

const longFrom = 2 ** 15;
/** Columns that are worked on together: one line of the cache of 64 bytes. */
const width = 8;

/** A transform of a long composite length, laid out as a matrix. */
export interface LongLine {
  readonly kind: "longLine";
  readonly length: number;
  readonly columns: MixedRadix;
  readonly rows: MixedRadix;
  /** `exp(-2πi k/n)` for the first few k, and for the multiples of their number. */
  readonly fine: Parts;
  readonly coarse: Parts;
  /** `exp(-2πi k t/n)` for t < width at `k width + t`. */
  readonly across: Parts;
}

export function isLong(length: number): boolean {
  return length >= longFrom;
}

export function planLongLine(length: number, radices: readonly number[]): LongLine {
  const columnRadices: number[] = [];
  const rowRadices: number[] = [];
  let columnLength = 1;
  for (const radix of radices.toReversed()) {
    if (columnLength ** 2 * radix > length) rowRadices.unshift(radix);
    else {
      columnRadices.unshift(radix);
      columnLength *= radix;
    }
  }
  const fineCount = Math.ceil(Math.sqrt(length));
  const across = partsOf(columnLength * width);
  for (let k = 0; k < columnLength; k++) {
    for (let t = 0; t < width; t++) writeRoot(across, k * width + t, k * t, length);
  }
  return {
    kind: "longLine",
    length,
    columns: planMixedRadix(columnLength, columnRadices),
    rows: planMixedRadix(length / columnLength, rowRadices),
    fine: rootsOfUnity(fineCount, length),
    coarse: rootsOfUnity(Math.ceil(length / fineCount), length / fineCount),
    across,
  };
}

/**
 * Transforms one long line in place: first the columns of its matrix and then its rows, so that all work but two passes
 * is done within the cache.
 *
 * @see Bailey, FFTs in external or hierarchical memory, J. Supercomputing 4 (1990) 23
 */
export function runLongLine(plan: LongLine, line: Parts): void {
  const half = partsOf(plan.length);
  const columnLength = plan.columns.length;
  const rowLength = plan.rows.length;
  const gathered = partsOf(Math.max(columnLength, rowLength) * width);
  const spare = partsOf(gathered.real.length);
  for (let j = 0; j < rowLength; j += width) {
    const count = Math.min(width, rowLength - j);
    const lines = { offset: j, count, length: columnLength, entryStride: rowLength, lineStride: 1 };
    gatherLines(line, lines, gathered);
    const transformed = runMixedRadix(plan.columns, count, gathered, spare);
    turn(plan, transformed, j, count);
    scatterLines(transformed, half, lines);
  }
  for (let i = 0; i < columnLength; i += width) {
    const count = Math.min(width, columnLength - i);
    const from = { offset: i * rowLength, count, length: rowLength, entryStride: 1, lineStride: rowLength };
    gatherLines(half, from, gathered);
    const to = { offset: i, count, length: rowLength, entryStride: columnLength, lineStride: 1 };
    scatterLines(runMixedRadix(plan.rows, count, gathered, spare), line, to);
  }
}

/** Multiplies entry `k` of column `j + t` by `exp(-2πi k (j + t)/n)`. */
function turn(plan: LongLine, { real, imaginary }: Parts, j: number, count: number): void {
  const { fine, coarse, across } = plan;
  const fineCount = fine.real.length;
  for (let k = 0, at = 0; k < plan.columns.length; k++) {
    const high = Math.floor((k * j) / fineCount);
    const low = k * j - high * fineCount;
    const startR = coarse.real[high]! * fine.real[low]! - coarse.imaginary[high]! * fine.imaginary[low]!;
    const startI = coarse.real[high]! * fine.imaginary[low]! + coarse.imaginary[high]! * fine.real[low]!;
    for (let t = 0; t < count; t++, at++) {
      const stepR = across.real[k * width + t]!;
      const stepI = across.imaginary[k * width + t]!;
      const wr = startR * stepR - startI * stepI;
      const wi = startR * stepI + startI * stepR;
      const x = real[at]!;
      const y = imaginary[at]!;
      real[at] = x * wr - y * wi;
      imaginary[at] = x * wi + y * wr;
    }
  }
}
