import { NumericError } from "@mesoscope/sdk";

const tiny = 1e-300;
const maxTerms = 10_000_000;

/**
 * `b₀ + a₁/(b₁ + a₂/(b₂ + …))`, where `term(k)` gives aₖ and bₖ.
 *
 * @see Thompson & Barnett, J. Comput. Phys. 64 (1986) 490: the modified method of Lentz
 */
export function continuedFraction(b0: number, term: (k: number) => readonly [a: number, b: number]): number {
  let value = b0 || tiny;
  let above = value;
  let below = 0;
  for (let k = 1; k < maxTerms; k++) {
    const [a, b] = term(k);
    below = 1 / (b + a * below || tiny);
    above = b + a / above || tiny;
    const change = above * below;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) return value;
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `cumulative: a continued fraction has not settled after ${maxTerms} terms. Use a normal distribution for such sizes.`,
  );
}
