const mask = (1n << 64n) - 1n;

/**
 * The seed of task `index` of a sweep with `seed`: a whole number of 53 bits that depends on these two alone, so that
 * engines, the number of workers and the order in which tasks run change no number.
 *
 * It is the upper 53 bits of `mix(mix(seed) + index · 0x9e3779b97f4a7c15)`, with the finaliser `mix` of SplitMix64.
 *
 * @example
 * taskSeed(0, 0) === taskSeed(0, 1); // false
 *
 * @see Steele, Lea & Flood, Fast splittable pseudorandom number generators, OOPSLA (2014), figure 17
 */
export function taskSeed(seed: number, index: number): number {
  const state = mix(BigInt(seed)) + BigInt(index) * 0x9e3779b97f4a7c15n;
  return Number(mix(state) >> 11n);
}

function mix(state: bigint): bigint {
  let z = (state + 0x9e3779b97f4a7c15n) & mask;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}
