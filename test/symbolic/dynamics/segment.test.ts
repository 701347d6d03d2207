import { describe, expect, test } from "vitest";
import { followSegment } from "../../../plugins/symbolic/dist/dynamics/segment.js";
import { termLibrary } from "../../../plugins/symbolic/dist/dynamics/term-library.js";
import "../../contract/close.ts";

describe("followSegment", () => {
  const names = ["x", "y"];
  const terms = [
    ...termLibrary("test", { degree: 2 }, names),
    ...termLibrary("test", { degree: 1 }, names, "denominator"),
  ];
  const at = (name: string, divides: boolean) =>
    terms.findIndex((term) => term.name === name && term.divides === divides);
  // x′ = (1 + 0.3 x − x y) / (1 + 0.5 y), y′ = x − 0.4 y.
  const candidates = [
    ...["1", "x", "x * y"].map((name) => ({ state: 0, term: at(name, false) })),
    ...["1", "y"].map((name) => ({ state: 0, term: at(name, true) })),
    ...["x", "y"].map((name) => ({ state: 1, term: at(name, false) })),
  ];
  const coefficients = [1, 0.3, -1, 1, 0.5, 1, -0.4];
  const times = Float64Array.from({ length: 21 }, (_, i) => i / 10);
  const segment = { times, states: [times, times], controls: [], substeps: 4 };
  const start = [0.7, 0.2];
  const courseFrom = (first: readonly number[], values: readonly number[]) =>
    followSegment(terms, candidates, values, segment, first, false)!.states.flatMap((state) => [...state]);

  test("tells how a course of a ratio answers to its start and to every coefficient", () => {
    const { sensitivities, states } = followSegment(terms, candidates, coefficients, segment, start, true)!;
    expect(states.flatMap((state) => [...state])).toEqual(courseFrom(start, coefficients));
    const width = start.length + candidates.length;
    const column = (k: number) => sensitivities.flatMap((rows) => Array.from(start, (_, j) => rows[j * width + k]!));
    const step = 1e-5;
    const differences = (change: (by: number) => number[]) => {
      const behind = change(-step);
      return change(step).map((value, i) => (value - behind[i]!) / (2 * step));
    };
    start.forEach((_, m) => {
      const changed = (by: number) => courseFrom(start.with(m, start[m]! + by), coefficients);
      expect(column(m)).toBeClose(differences(changed), { absolute: 1e-6 });
    });
    coefficients.forEach((_, p) => {
      const changed = (by: number) => courseFrom(start, coefficients.with(p, coefficients[p]! + by));
      expect(column(start.length + p)).toBeClose(differences(changed), { absolute: 1e-6 });
    });
  });

  test("gives up where the course runs into a pole", () => {
    const values = coefficients.with(4, -1).with(0, 40);
    expect(followSegment(terms, candidates, values, segment, [3, 0.999], false)).toBeUndefined();
  });
});
