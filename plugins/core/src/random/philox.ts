/** The key and the counter that make a block: 64 and 128 bits, as words of 32 bits. */
export type Words = Uint32Array;

/**
 * Replaces the counter, 4 words of 32 bits, by a random block that depends on it and on the key, 2 words.
 *
 * @see Salmon, Moraes, Dror & Shaw, Parallel random numbers: as easy as 1, 2, 3, SC11 (2011): Philox4x32-10
 */
export function philox(counter: Words, key: Words): void {
  let [a, b, c, d] = counter as unknown as [number, number, number, number];
  let [k0, k1] = key as unknown as [number, number];
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(0xd2511f53, a);
    const low0 = Math.imul(0xd2511f53, a);
    const high1 = highProduct(0xcd9e8d57, c);
    const low1 = Math.imul(0xcd9e8d57, c);
    a = (high1 ^ b ^ k0) >>> 0;
    b = low1;
    c = (high0 ^ d ^ k1) >>> 0;
    d = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  counter[0] = a;
  counter[1] = b;
  counter[2] = c;
  counter[3] = d;
}

/** The upper 32 bits of the product of two whole numbers of 32 bits, from products of their halves. */
function highProduct(x: number, y: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const yLow = y & 0xffff;
  const yHigh = y >>> 16;
  const middle = xHigh * yLow + ((xLow * yLow) >>> 16);
  return (xHigh * yHigh + Math.floor(middle / 65536) + ((middle & 0xffff) + xLow * yHigh) / 65536) | 0;
}
