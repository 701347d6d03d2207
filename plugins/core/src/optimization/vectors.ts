/** Arithmetic on plain vectors, for the loops of optimisers. */
export function inner(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

export function largestMagnitude(a: Float64Array): number {
  return a.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
