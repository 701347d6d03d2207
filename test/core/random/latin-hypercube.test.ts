import { latinHypercube } from "@mesoscope/core";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a Latin hypercube has one point in every slice of every axis", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (n, d, seed) => {
      const points = latinHypercube(n, d, { seed });
      for (let j = 0; j < d; j++) {
        const slices = points.column(j).data.map((x) => Math.floor(x * n));
        expect([...slices.toSorted()]).toEqual(Array.from({ length: n }, (_, i) => i));
      }
      expect(points.data).toEqual(latinHypercube(n, d, { seed }).data);
    }),
  );
  expect(() => latinHypercube(0, 2)).toThrow(expect.objectContaining({ code: "BAD_VALUE" }));
});
