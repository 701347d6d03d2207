const multiplier = 0x5bd1e995;

/**
 * The hash by which front ends name the text of a cell: MurmurHash2 with 32 bits of its UTF-8.
 *
 * @see https://github.com/aappleby/smhasher, MurmurHash2.cpp
 */
export function murmur2(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed ^ bytes.length;
  for (let i = 0; i < whole; i += 4) {
    let word = Math.imul(view.getUint32(i, true), multiplier);
    word = Math.imul(word ^ (word >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ word;
  }
  if (whole < bytes.length) {
    for (let i = whole; i < bytes.length; i++) hash ^= bytes[i]! << (8 * (i - whole));
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return (hash ^ (hash >>> 15)) >>> 0;
}
