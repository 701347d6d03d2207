import type { Parts } from "../arrays/complex-parts.js";
import type { Step } from "./butterflies.js";

const sin60 = Math.sqrt(0.75);
const cos72 = (Math.sqrt(5) - 1) / 4;
const cos144 = -(Math.sqrt(5) + 1) / 4;
const sin72 = Math.sqrt((5 + Math.sqrt(5)) / 8);
const sin144 = Math.sqrt((5 - Math.sqrt(5)) / 8);

/** Combines entries three by three from `x` into `y`. */
export function combineThrees({ count, stride, twiddles }: Step, x: Parts, y: Parts): void {
  const { real: xr, imaginary: xi } = x;
  const third = stride * count;
  for (let p = 0; p < count; p++) {
    const end = stride * (p + 1);
    for (let from = stride * p, to = 3 * stride * p; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const sumR = xr[from + third]! + xr[from + 2 * third]!;
      const sumI = xi[from + third]! + xi[from + 2 * third]!;
      const turnR = sin60 * (xi[from + third]! - xi[from + 2 * third]!);
      const turnI = sin60 * (xr[from + 2 * third]! - xr[from + third]!);
      y.real[to] = ar + sumR;
      y.imaginary[to] = ai + sumI;
      const evenR = ar - sumR / 2;
      const evenI = ai - sumI / 2;
      writeTurned(y, to + stride, evenR + turnR, evenI + turnI, twiddles, 2 * p);
      writeTurned(y, to + 2 * stride, evenR - turnR, evenI - turnI, twiddles, 2 * p + 1);
    }
  }
}

/** Combines entries five by five from `x` into `y`. */
export function combineFives({ count, stride, twiddles }: Step, x: Parts, y: Parts): void {
  const { real: xr, imaginary: xi } = x;
  const fifth = stride * count;
  for (let p = 0; p < count; p++) {
    const end = stride * (p + 1);
    for (let from = stride * p, to = 5 * stride * p; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const outerR = xr[from + fifth]! + xr[from + 4 * fifth]!;
      const outerI = xi[from + fifth]! + xi[from + 4 * fifth]!;
      const innerR = xr[from + 2 * fifth]! + xr[from + 3 * fifth]!;
      const innerI = xi[from + 2 * fifth]! + xi[from + 3 * fifth]!;
      const outerDifferenceR = xr[from + fifth]! - xr[from + 4 * fifth]!;
      const outerDifferenceI = xi[from + fifth]! - xi[from + 4 * fifth]!;
      const innerDifferenceR = xr[from + 2 * fifth]! - xr[from + 3 * fifth]!;
      const innerDifferenceI = xi[from + 2 * fifth]! - xi[from + 3 * fifth]!;
      y.real[to] = ar + outerR + innerR;
      y.imaginary[to] = ai + outerI + innerI;
      const firstR = ar + cos72 * outerR + cos144 * innerR;
      const firstI = ai + cos72 * outerI + cos144 * innerI;
      const secondR = ar + cos144 * outerR + cos72 * innerR;
      const secondI = ai + cos144 * outerI + cos72 * innerI;
      const firstTurnR = sin72 * outerDifferenceI + sin144 * innerDifferenceI;
      const firstTurnI = -(sin72 * outerDifferenceR + sin144 * innerDifferenceR);
      const secondTurnR = sin144 * outerDifferenceI - sin72 * innerDifferenceI;
      const secondTurnI = sin72 * innerDifferenceR - sin144 * outerDifferenceR;
      writeTurned(y, to + stride, firstR + firstTurnR, firstI + firstTurnI, twiddles, 4 * p);
      writeTurned(y, to + 2 * stride, secondR + secondTurnR, secondI + secondTurnI, twiddles, 4 * p + 1);
      writeTurned(y, to + 3 * stride, secondR - secondTurnR, secondI - secondTurnI, twiddles, 4 * p + 2);
      writeTurned(y, to + 4 * stride, firstR - firstTurnR, firstI - firstTurnI, twiddles, 4 * p + 3);
    }
  }
}

const sums = { real: new Float64Array(8), imaginary: new Float64Array(8) };
const differences = { real: new Float64Array(8), imaginary: new Float64Array(8) };

/** Combines entries `radix` by `radix` from `x` into `y`, for an odd radix below 16; opposite entries go in pairs. */
export function combineOdd({ radix, count, stride, twiddles, roots }: Step, x: Parts, y: Parts): void {
  const { real: xr, imaginary: xi } = x;
  const { real: yr, imaginary: yi } = y;
  const { real: sr, imaginary: si } = sums;
  const { real: dr, imaginary: di } = differences;
  const block = stride * count;
  const half = (radix - 1) / 2;
  for (let p = 0; p < count; p++) {
    const twiddle = p * (radix - 1) - 1;
    const end = stride * (p + 1);
    for (let from = stride * p, to = radix * stride * p; from < end; from++, to++) {
      const firstR = xr[from]!;
      const firstI = xi[from]!;
      let totalR = firstR;
      let totalI = firstI;
      for (let k = 1; k <= half; k++) {
        const near = from + k * block;
        const far = from + (radix - k) * block;
        sr[k] = xr[near]! + xr[far]!;
        si[k] = xi[near]! + xi[far]!;
        dr[k] = xr[near]! - xr[far]!;
        di[k] = xi[near]! - xi[far]!;
        totalR += sr[k]!;
        totalI += si[k]!;
      }
      yr[to] = totalR;
      yi[to] = totalI;
      for (let j = 1; j <= half; j++) {
        let evenR = firstR;
        let evenI = firstI;
        let oddR = 0;
        let oddI = 0;
        for (let k = 1, turn = j; k <= half; k++, turn = turn + j < radix ? turn + j : turn + j - radix) {
          const c = roots.real[turn]!;
          const s = roots.imaginary[turn]!;
          evenR += sr[k]! * c;
          evenI += si[k]! * c;
          oddR -= di[k]! * s;
          oddI += dr[k]! * s;
        }
        writeTurned(y, to + j * stride, evenR + oddR, evenI + oddI, twiddles, twiddle + j);
        writeTurned(y, to + (radix - j) * stride, evenR - oddR, evenI - oddI, twiddles, twiddle + radix - j);
      }
    }
  }
}

function writeTurned(y: Parts, at: number, re: number, im: number, twiddles: Parts, k: number): void {
  const wr = twiddles.real[k]!;
  const wi = twiddles.imaginary[k]!;
  y.real[at] = re * wr - im * wi;
  y.imaginary[at] = re * wi + im * wr;
}
