import { naturalLog } from "../../random/natural-log.js";
import type { RandomStream } from "../../random/random-stream.js";

/**
 * A number of the gamma distribution of scale 1.
 *
 * @see Marsaglia & Tsang, ACM Trans. Math. Softw. 26 (2000) 363
 */
export function drawGamma(stream: RandomStream, shape: number): number {
  if (shape < 1) return drawGamma(stream, shape + 1) * (1 - stream.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = stream.normal();
    const root = 1 + z / Math.sqrt(9 * d);
    if (root <= 0) continue;
    const cube = root ** 3;
    if (naturalLog(1 - stream.uniform()) < (z * z) / 2 + d * (1 - cube + naturalLog(cube))) return d * cube;
  }
}

/** The logarithm of such a number, which itself is nearly always too small for a floating-point number at tiny shapes. */
export function drawLogGamma(stream: RandomStream, shape: number): number {
  const isSmall = shape < 1;
  const logarithm = naturalLog(drawGamma(stream, isSmall ? shape + 1 : shape));
  return isSmall ? logarithm + naturalLog(1 - stream.uniform()) / shape : logarithm;
}
