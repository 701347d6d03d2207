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
