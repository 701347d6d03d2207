/** The values at some positions of one axis of an array in row-major order. */
export function takeAlong(
  values: Float64Array,
  shape: readonly number[],
  along: number,
  positions: readonly number[],
): Float64Array {
  const size = shape[along]!;
  const inner = shape.slice(along + 1).reduce((a, b) => a * b, 1);
  const outer = values.length / (size * inner);
  const taken = new Float64Array(outer * positions.length * inner);
  for (let block = 0; block < outer; block++) {
    positions.forEach((position, k) => {
      const start = (block * size + position) * inner;
      taken.set(values.subarray(start, start + inner), (block * positions.length + k) * inner);
    });
  }
  return taken;
}
