/** Sums with 1 and functions of far smaller or larger numbers are as good as simpler ones, or worse than any. */
export function isOfOrderOne(values: Float64Array): boolean {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size < least) least = size;
    if (size > greatest) greatest = size;
  }
  return greatest > 1e-4 && least < 1e3;
}
