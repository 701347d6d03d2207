import { argsort, randomStream, unique } from "@mesoscope/core";
import fc from "fast-check";
import { expect, test } from "vitest";

const negativeNaN = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer)[0]!;
const special = [0, -0, 1, -1, Number.NaN, negativeNaN, Infinity, -Infinity, 5e-324, -5e-324, 1e308, -1e308];

/** Many numbers, so that they are sorted by their digits: repeated, special, small and of all magnitudes. */
function many(seed: number, kind: number): Float64Array {
  const stream = randomStream(seed);
  return Float64Array.from({ length: 2000 + stream.integer(500) }, () => {
    if (kind === 0) return special[stream.integer(special.length)]!;
    if (kind === 1) return stream.integer(50) - 25;
    if (kind === 2) return stream.normal() * 10 ** (stream.integer(600) - 300);
    return stream.integer(10) === 0 ? special[stream.integer(special.length)]! : stream.normal();
  });
}

test("the order of many numbers ascends, keeps equals as they were and puts NaN last", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0, 1, 2, 3), (seed, kind) => {
      const values = many(seed, kind);
      const order = argsort(values);
      expect(order.toSorted()).toEqual(Int32Array.from(values.keys()));
      const isNaNAt = (k: number) => Number.isNaN(values[order[k]!]);
      for (let k = 1; k < order.length; k++) {
        const [a, b] = [values[order[k - 1]!]!, values[order[k]!]!];
        const isInOrder = a < b || (isNaNAt(k) && !isNaNAt(k - 1));
        const isSame = a === b || (isNaNAt(k) && isNaNAt(k - 1));
        if (!isInOrder && !(isSame && order[k - 1]! < order[k]!)) throw new Error(`${a} stands before ${b}`);
      }
      const { values: different, counts, positions } = unique(values);
      expect(counts.reduce((total, count) => total + count, 0)).toBe(values.length);
      const rebuilt = Float64Array.from(positions, (at) => different.get(at) + 0);
      expect(rebuilt).toEqual(values.map((value) => value + 0));
      expect(different.size).toBe(new Set(values).size);
    }),
    { numRuns: 40 },
  );
});

test("the order of numbers that are all equal is that in which they stand", () => {
  expect(argsort(new Float64Array(5000).fill(3))).toEqual(Int32Array.from({ length: 5000 }, (_, i) => i));
});
