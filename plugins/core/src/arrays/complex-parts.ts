/** Complex numbers as they are worked on: real and imaginary parts side by side. */
export interface Parts {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

export function partsOf(length: number): Parts {
  return { real: new Float64Array(length), imaginary: new Float64Array(length) };
}
