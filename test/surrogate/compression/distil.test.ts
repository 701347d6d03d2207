import { asArray, sobolSequence } from "@mesoscope/core";
import { deepEnsemble, distil, mlp } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { line, waves } from "../small-estimators.ts";
import "../../contract/close.ts";

const X = Array.from({ length: 30 }, (_, i) => i / 5);
const y = X.map(Math.sin);
const rows = sobolSequence(128, 1).map((value) => 6 * value);

describe("distil", () => {
  test("gives one model that says what an ensemble says", async () => {
    const teacher = await deepEnsemble((seed) => waves({ seed, count: 20 }), { members: 4 }).fit(X, y);
    const found = await distil(teacher, waves({ seed: 9, count: 20 }), rows);
    expect(found.rows).toBe(102);
    expect(found.relativeError).toBeLessThan(0.01);
    expect(found.model.predict([1.23])).toBeClose(teacher.predict([1.23]), { absolute: 0.02 });
  });

  test("says how far away a student stays that cannot follow", async () => {
    const teacher = await waves().fit(X, y);
    const found = await distil(teacher, line(), rows);
    expect(found.relativeError).toBeGreaterThan(0.5);
    expect(String(found)).toMatch(/^Distilled from 102 rows: [\d.]+ % of the spread away/);
  });

  test("teaches networks, several outputs too", async () => {
    const teacher = { predict: (Z: never) => asArray(Array.from(asArray(Z).data, (x) => [x, -x])), toJSON: () => 0 };
    const student = mlp({ hidden: [8], epochs: 30, batchSize: 8, device: "reference" });
    const found = await distil(teacher as never, student, rows);
    expect(found.relativeError).toBeLessThan(0.2);
    expect(found.model.predict([[1]]).shape).toEqual([1, 2]);
  });

  test("names what is wrong", async () => {
    const teacher = await waves().fit(X, y);
    await expect(distil({} as never, line(), rows)).rejects.toThrow(/no model or no estimator/);
    await expect(distil(teacher, line(), [1, 2])).rejects.toThrow(/X has 2 rows, too few/);
    await expect(distil(teacher, line(), Array(12).fill(Number.NaN))).rejects.toThrow(/X is NaN in row 0/);
  });
});
