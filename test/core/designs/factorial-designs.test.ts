import { centralComposite, fullFactorial, normal, scaleDesign, sobolSequence } from "@mesoscope/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });

test("a full factorial design has every combination once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (levels) => {
      const rows = fullFactorial(levels).toArray() as number[][];
      expect(new Set(rows.map(String)).size).toBe(levels.reduce((product, count) => product * count, 1));
      levels.forEach((count, j) => {
        expect(new Set(rows.map((row) => row[j])).size).toBe(count);
      });
    }),
  );
  expect(() => fullFactorial([])).toThrow(code("BAD_VALUE"));
  expect(() => fullFactorial([2, 0])).toThrow(code("BAD_VALUE"));
});

test("a rotatable central composite design has the moments of one", () => {
  for (const d of [2, 3, 4]) {
    const rows = (centralComposite(d, { centerPoints: 3 }).toArray() as number[][]).map((row) =>
      row.map((x) => 2 * x - 1),
    );
    expect(rows.length).toBe(2 ** d + 2 * d + 3);
    const moment = (powers: number[]) =>
      rows.reduce((sum, row) => sum + powers.reduce((product, power, j) => product * row[j]! ** power, 1), 0);
    expect(moment([1, 0])).toBeClose(0, { absolute: 1e-12 });
    expect(moment([1, 1])).toBeClose(0, { absolute: 1e-12 });
    /** Box & Hunter's condition: the fourth moments are three times the mixed ones. */
    expect(moment([4, 0])).toBeClose(3 * moment([2, 2]));
    expect(Math.max(...rows.flat())).toBe(1);
  }
  expect(centralComposite(2, { stars: "faceCentered" }).row(0).data).toEqual(Float64Array.of(0, 0));
  expect(() => centralComposite(2, { stars: "round" as never })).toThrow(code("BAD_OPTION"));
});

test("designs are scaled to bounds and to distributions", () => {
  const points = sobolSequence(256, 2, { seed: 3 });
  const scaled = scaleDesign(points, [normal({ mean: 5, std: 2 }), normal()]);
  expect(scaled.column(0).data.reduce((sum, x) => sum + x, 0) / 256).toBeClose(5, { relative: 0.01 });
  expect(scaleDesign(points, { lower: [-1, 10], upper: [1, 30] }).get(9, 1)).toBeClose(10 + 20 * points.get(9, 1));
  expect(() => scaleDesign(points, [normal()])).toThrow(code("SHAPE_MISMATCH"));
  expect(() => scaleDesign(points, { lower: [0, 0], upper: [1] })).toThrow(code("SHAPE_MISMATCH"));
  expect(() => scaleDesign([[0]], [normal()])).toThrow(
    "scaleDesign: 0 in column 0 is -Infinity under normal(mean 0, std 1). Give points inside the cube.",
  );
});
