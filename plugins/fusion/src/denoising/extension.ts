/** What stands beyond the ends of a series, such as beside a b c d. */
export const extensions = ["symmetric", "reflect", "periodic", "zero", "nearest"] as const;

/**
 * What a filter finds beyond the ends of a series a b c d: `symmetric` b a | a b c d | d c, `reflect` c b | a b c d | c b,
 * `periodic` c d | a b c d | a b, `zero` 0 0 | a b c d | 0 0, `nearest` a a | a b c d | d d.
 */
export type Extension = (typeof extensions)[number];

/** The position from 0 to below `length` whose value stands at position `at`, which may lie outside; -1 for a zero. */
export function extendedPosition(at: number, length: number, extension: Extension): number {
  if (at >= 0 && at < length) return at;
  switch (extension) {
    case "zero":
      return -1;
    case "nearest":
      return at < 0 ? 0 : length - 1;
    case "periodic":
      return modulo(at, length);
    case "symmetric":
      return fold(modulo(at, 2 * length), 2 * length - 1, length);
    case "reflect":
      return length === 1 ? 0 : fold(modulo(at, 2 * length - 2), 2 * length - 2, length);
  }
}

/** The series with `before` and `after` values beyond its ends. */
export function extend(data: Float64Array, before: number, after: number, extension: Extension): Float64Array {
  const extended = new Float64Array(before + data.length + after);
  for (let i = 0; i < extended.length; i++) {
    const from = extendedPosition(i - before, data.length, extension);
    extended[i] = from < 0 ? 0 : data[from];
  }
  return extended;
}

function fold(at: number, mirror: number, length: number): number {
  return at < length ? at : mirror - at;
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}
