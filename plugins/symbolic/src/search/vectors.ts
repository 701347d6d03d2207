/** Four partial sums, which the processor adds side by side. */
export function dot(a: Float64Array, b: Float64Array): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  const whole = a.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    s += a[i] * b[i];
    t += a[i + 1] * b[i + 1];
    u += a[i + 2] * b[i + 2];
    v += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < a.length; i++) s += a[i] * b[i];
  return s + t + (u + v);
}

export function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}

/** The largest absolute value; NaN where a value is none. */
export function largest(values: Float64Array): number {
  let size = 0;
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]));
  return size;
}

/** The median absolute value. */
export function middle(values: Float64Array): number {
  return values.map(Math.abs).sort()[values.length >> 1];
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
