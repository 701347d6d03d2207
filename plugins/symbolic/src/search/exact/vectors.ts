export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}

/** The largest absolute value. */
export function largest(values: Float64Array): number {
  let size = 0;
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]));
  return size;
}

/** Makes values orthogonal to a direction of any length. */
export function removeAlong(direction: Float64Array, values: Float64Array): void {
  const along = dot(direction, values) / dot(direction, direction);
  for (let i = 0; i < values.length; i++) values[i] -= along * direction[i];
}

export function logarithmOfSize(value: number): number {
  return Math.log(Math.abs(value));
}

export function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

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
