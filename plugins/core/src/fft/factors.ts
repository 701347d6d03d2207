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

/** The least length from `n` whose only prime factors are 2, 3 and 5. */
export function fastLength(n: number): number {
  let best = Infinity;
  for (let fives = 1; fives < best; fives *= 5) {
    for (let threes = fives; threes < best; threes *= 3) {
      const twos = 2 ** Math.ceil(Math.log2(Math.max(n / threes, 1)));
      best = Math.min(best, threes * twos);
    }
  }
  return best;
}
