/** How many of the ascending values are below `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  return firstWhere(sorted, (entry) => entry >= value);
}

/** How many of the ascending values are at most `value`. */
export function countUpTo(sorted: Float64Array, value: number): number {
  return firstWhere(sorted, (entry) => entry > value);
}

function firstWhere(sorted: Float64Array, holds: (entry: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
