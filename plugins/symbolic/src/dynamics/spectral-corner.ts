import { hannWindow, realFourierTransform } from "@mesoscope/core";

/**
 * How many oscillations over the whole record carry the curve; what is faster is mostly noise. The corner of the cumulated
 * spectrum, where two straight lines fit it best.
 *
 * @see Messenger & Bortz, J. Comput. Phys. 443 (2021) 110525, appendix A
 */
export function spectralCorner(lines: readonly Float64Array[]): number {
  const n = lines[0].length;
  const window = hannWindow(n).data;
  const total = new Float64Array(Math.floor(n / 2) + 1);
  for (const line of lines) {
    const mean = line.reduce((sum, value) => sum + value, 0) / n;
    const { real, imaginary } = realFourierTransform(line.map((value, i) => (value - mean) * window[i]));
    for (let k = 0; k < total.length; k++) total[k] += Math.hypot(real.data[k], imaginary.data[k]);
  }
  for (let k = 1; k < total.length; k++) total[k] += total[k - 1];
  return cornerOf(total);
}

/** Where a line from the start and a line to the end, meeting on the curve, come nearest to it. */
function cornerOf(curve: Float64Array): number {
  const last = curve.length - 1;
  let corner = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 1; k < last; k++) {
    const misfit = lineMisfit(curve, 0, k) + lineMisfit(curve, k, last);
    if (misfit < least) [corner, least] = [k, misfit];
  }
  return corner;
}

function lineMisfit(curve: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k <= to; k++) {
    const share = (k - from) / (to - from);
    sum += (curve[k] - curve[from] * (1 - share) - curve[to] * share) ** 2;
  }
  return sum;
}
