const largestRadix = 13;

/** The steps in which a transform of length `n` is made; `undefined` where a prime factor is too large for that. */
export function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  let rest = n;
  for (const radix of [4, 2, 3, 5, 7, 11, largestRadix]) {
    while (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    }
  }
  return rest === 1 ? radices : undefined;
}

/** Few factors of 3 and 5, since steps of 4 are the fastest. */
const oddFactors = [1, 3, 5, 9, 15, 45];

/** The least length from `n` that is a power of two or such a multiple of one. */
export function fastLength(n: number): number {
  return Math.min(...oddFactors.map((factor) => factor * 2 ** Math.ceil(Math.log2(Math.max(n / factor, 1)))));
}
