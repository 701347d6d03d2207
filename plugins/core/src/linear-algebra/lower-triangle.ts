/** Copies the lower triangle of a contiguous n × n matrix. */
export function copyLower(target: Float64Array, source: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) target.set(source.subarray(i * n, i * n + i + 1), i * n);
}

const tile = 32;

/** Copies the lower triangle to the upper one, tile by tile for the sake of the cache. */
export function mirrorLower(a: Float64Array, n: number): void {
  for (let top = 0; top < n; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      for (let i = top; i < Math.min(top + tile, n); i++) {
        for (let j = left; j < Math.min(left + tile, i); j++) a[j * n + i] = a[i * n + j]!;
      }
    }
  }
}
