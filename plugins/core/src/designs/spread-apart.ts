import type { RandomStream } from "../random/random-stream.js";

/** Half of Morris and Mitchell's power: large, so that the closest pairs count, small enough to see the others. */
const power = 10;
const exchangesPerEntry = 100;
const largestWork = 2e7;

/** Exchanges entries within columns, at random, wherever that lowers the sum of d⁻²⁰ over all pairs of points. */
export function spreadApart(data: Float64Array, n: number, d: number, stream: RandomStream): void {
  if (n < 3) return;
  const tries = Math.min(exchangesPerEntry * n * d, largestWork / (n * d));
  const crowding = (i: number, except: number) => {
    let total = 0;
    for (let k = 0; k < n; k++) {
      if (k !== i && k !== except) total += squaredDistance(data, d, i, k) ** -power;
    }
    return total;
  };
  for (let attempt = 0; attempt < tries; attempt++) {
    const [i, k, column] = [stream.integer(n), stream.integer(n), stream.integer(d)];
    if (i === k) continue;
    const before = crowding(i, k) + crowding(k, i);
    exchange(data, i * d + column, k * d + column);
    if (crowding(i, k) + crowding(k, i) > before) exchange(data, i * d + column, k * d + column);
  }
}

function squaredDistance(data: Float64Array, d: number, i: number, k: number): number {
  let total = 0;
  for (let j = 0; j < d; j++) total += (data[i * d + j]! - data[k * d + j]!) ** 2;
  return total;
}

function exchange(data: Float64Array, a: number, b: number): void {
  const kept = data[a]!;
  data[a] = data[b]!;
  data[b] = kept;
}
