import { type ArrayInput, asArray } from "./as-array.js";

/**
 * Tells whether two arrays have the same shape and `|a - b| ≤ absolute + relative |b|` in every entry.
 *
 * NaN is close to nothing; an infinity is close to itself.
 *
 * @example
 * allClose([1, 2], [1, 2 + 1e-12]); // true
 */
export function allClose(
  a: ArrayInput,
  b: ArrayInput,
  options: { relative?: number; absolute?: number } = {},
): boolean {
  const { relative = 1e-9, absolute = 1e-12 } = options;
  const left = asArray(a, "allClose: a");
  const right = asArray(b, "allClose: b");
  return (
    left.rank === right.rank &&
    left.shape.every((length, axis) => length === right.shape[axis]) &&
    left.data.every((x, i) => {
      const y = right.data[i]!;
      return x === y || Math.abs(x - y) <= absolute + relative * (Number.isFinite(y) ? Math.abs(y) : 0);
    })
  );
}
