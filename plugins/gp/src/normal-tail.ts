import { normalLogCdf } from "@mesoscope/core";

const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);
const farTail = -4;
const fractionTerms = 60;

/** `log Φ(z)`, its slope `φ(z)/Φ(z)`, and `z + slope`, which the far tail would lose to rounding. */
export interface NormalTail {
  readonly log: number;
  readonly slope: number;
  readonly excess: number;
}

/**
 * The logarithm of the normal probability below `z` and its slope; in the far tail by Laplace's continued fraction.
 *
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, eq. 26.2.14
 */
export function normalTail(z: number): NormalTail {
  const log = normalLogCdf(z);
  if (z >= farTail) {
    const slope = Math.exp(-0.5 * z * z - logRootTwoPi - log);
    return { log, slope, excess: z + slope };
  }
  let rest = -z;
  for (let k = fractionTerms; k > 1; k--) rest = k / rest - z;
  return { log, slope: 1 / rest - z, excess: 1 / rest };
}
