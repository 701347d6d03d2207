import { latinHypercube } from "@mesoscope/core";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a Latin hypercube has one point in every slice of every axis", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      fc.boolean(),
      (n, d, seed, maximin) => {
        const points = latinHypercube(n, d, { seed, maximin });
        for (let j = 0; j < d; j++) {
          const slices = points.column(j).data.map((x) => Math.floor(x * n));
          expect([...slices.toSorted()]).toEqual(Array.from({ length: n }, (_, i) => i));
        }
        expect(points.data).toEqual(latinHypercube(n, d, { seed, maximin }).data);
      },
    ),
  );
  expect(() => latinHypercube(0, 2)).toThrow(expect.objectContaining({ code: "BAD_VALUE" }));
  expect(() => latinHypercube(3, 2, { optimise: true } as never)).toThrow(/there is no option optimise/);
});

test("maximin points keep more distance", () => {
  for (const seed of [1, 2, 3]) {
    const [plain, spread] = [false, true].map((maximin) => closest(latinHypercube(30, 3, { seed, maximin }).toArray()));
    expect(spread).toBeGreaterThan(1.5 * plain!);
  }
});

function closest(points: unknown): number {
  const rows = points as number[][];
  let least = Infinity;
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < i; k++) least = Math.min(least, Math.hypot(...rows[i]!.map((x, j) => x - rows[k]![j]!)));
  }
  return least;
}
