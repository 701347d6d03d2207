import type { Parts } from "../arrays/complex-parts.js";

/** One step of a transform: sequences of length `radix · count`, `stride` of them side by side. */
export interface Step {
  readonly radix: number;
  readonly count: number;
  readonly stride: number;
  /** For p < count and j = 1 … radix - 1, `exp(-2πi p j / (radix · count))` at `p (radix - 1) + j - 1`. */
  readonly twiddles: Parts;
  /** `exp(-2πi k / radix)`. */
  readonly roots: Parts;
}

/** Combines pairs from `x` into `y`. */
export function combinePairs({ count, stride, twiddles }: Step, x: Parts, y: Parts): void {
  const { real: xr, imaginary: xi } = x;
  const { real: yr, imaginary: yi } = y;
  const half = stride * count;
  for (let p = 0; p < count; p++) {
    const wr = twiddles.real[p]!;
    const wi = twiddles.imaginary[p]!;
    const end = stride * (p + 1);
    for (let from = stride * p, to = 2 * stride * p; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const br = xr[from + half]!;
      const bi = xi[from + half]!;
      yr[to] = ar + br;
      yi[to] = ai + bi;
      const dr = ar - br;
      const di = ai - bi;
      yr[to + stride] = dr * wr - di * wi;
      yi[to + stride] = dr * wi + di * wr;
    }
  }
}

/** Combines entries four by four from `x` into `y`. */
export function combineFours({ count, stride, twiddles }: Step, x: Parts, y: Parts): void {
  const { real: xr, imaginary: xi } = x;
  const { real: yr, imaginary: yi } = y;
  const { real: tr, imaginary: ti } = twiddles;
  const quarter = stride * count;
  for (let p = 0; p < count; p++) {
    const w1r = tr[3 * p]!;
    const w1i = ti[3 * p]!;
    const w2r = tr[3 * p + 1]!;
    const w2i = ti[3 * p + 1]!;
    const w3r = tr[3 * p + 2]!;
    const w3i = ti[3 * p + 2]!;
    const end = stride * (p + 1);
    for (let from = stride * p, to = 4 * stride * p; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const br = xr[from + quarter]!;
      const bi = xi[from + quarter]!;
      const cr = xr[from + 2 * quarter]!;
      const ci = xi[from + 2 * quarter]!;
      const dr = xr[from + 3 * quarter]!;
      const di = xi[from + 3 * quarter]!;
      const acr = ar + cr;
      const aci = ai + ci;
      const bdr = br + dr;
      const bdi = bi + di;
      const amr = ar - cr;
      const ami = ai - ci;
      const bmr = bi - di;
      const bmi = dr - br;
      yr[to] = acr + bdr;
      yi[to] = aci + bdi;
      const pr = amr + bmr;
      const pi = ami + bmi;
      yr[to + stride] = pr * w1r - pi * w1i;
      yi[to + stride] = pr * w1i + pi * w1r;
      const qr = acr - bdr;
      const qi = aci - bdi;
      yr[to + 2 * stride] = qr * w2r - qi * w2i;
      yi[to + 2 * stride] = qr * w2i + qi * w2r;
      const sr = amr - bmr;
      const si = ami - bmi;
      yr[to + 3 * stride] = sr * w3r - si * w3i;
      yi[to + 3 * stride] = sr * w3i + si * w3r;
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
