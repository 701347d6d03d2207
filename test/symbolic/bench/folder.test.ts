import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  readManifest,
  readTraining,
  statementOf,
  writeProblems,
} from "../../../plugins/symbolic/bench/symbolic/folder.ts";
import { judge } from "../../../plugins/symbolic/bench/symbolic/judge.ts";
import { valuesOf } from "../../../plugins/symbolic/bench/symbolic/law.ts";
import { problemsOf } from "../../../plugins/symbolic/bench/symbolic/lists.ts";
import "../../contract/close.ts";

describe("a folder of problems", () => {
  const folder = mkdtempSync(join(tmpdir(), "problems-"));
  const problems = problemsOf("strogatz", 0.01, 0);
  beforeAll(() => writeProblems(folder, problems));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("holds what was written", () => {
    const entries = readManifest(folder);
    expect(entries).toEqual(problems.map(({ entry }) => entry));
    for (const { entry, train } of problems) {
      const { x, y, rate } = readTraining(folder, entry.id);
      expect(x).toBeClose(train.columns[0], { relative: 1e-11 });
      expect(y).toBeClose(train.columns[1], { relative: 1e-11 });
      expect(rate).toBeClose(train.target, { relative: 1e-11 });
    }
  });

  test("has errors in the training target alone", () => {
    const [{ entry, train, test: clean }] = problems;
    const names = entry.variables.map(({ name }) => name);
    const errors = valuesOf(entry.expression as string, names, train.columns).map(
      (value, i) => value - train.target[i],
    );
    expect(errors.every((error) => error !== 0)).toBe(true);
    expect(valuesOf(entry.expression as string, names, clean.columns)).toEqual(clean.target);
  });

  test("tells a solver nothing of the truth", () => {
    for (const entry of readManifest(folder)) {
      expect(JSON.stringify(statementOf(entry))).not.toContain(entry.expression);
      expect(Object.keys(statementOf(entry))).not.toContain("extrapolation");
    }
  });

  test("is written the same for the same seed", () => {
    const before = readFileSync(join(folder, "glider2.train.csv"), "utf8");
    writeProblems(folder, problemsOf("strogatz", 0.01, 0));
    expect(readFileSync(join(folder, "glider2.train.csv"), "utf8")).toBe(before);
    expect(problemsOf("strogatz", 0.01, 1)).not.toEqual(problems);
  });
});

describe("problemsOf", () => {
  test("gives the 14 equations and the 100 laws, each with its own rows", () => {
    expect(problemsOf("strogatz", 0, 0)).toHaveLength(14);
    const laws = problemsOf("feynman", 0, 0);
    expect(laws).toHaveLength(100);
    expect(new Set(laws.map(({ train }) => train.columns[0][0])).size).toBe(100);
    expect(laws[0].entry).toMatchObject({ id: "I_6_2a", r2_min: 0.999999, extrapolation: [[0.6, 3.5]] });
  });

  test("gives laws in other units, which hold there, among columns without a part", async () => {
    const laws = problemsOf("feynman-scaled", 0, 0);
    const sizes = laws.flatMap(({ train }) => train.columns.map((column) => Math.log10(column[0])));
    expect(Math.max(...sizes)).toBeGreaterThan(15);
    expect(Math.min(...sizes)).toBeLessThan(-15);
    for (const { entry } of laws.filter((_, i) => i % 7 === 0)) {
      expect(entry.variables.slice(-2).map(({ name }) => name)).toEqual(["unused1", "unused2"]);
      expect((await judge(entry, entry.expression)).isSolved, entry.id).toBe(true);
    }
  });

  test("names the lists that there are", () => {
    expect(() => problemsOf("nguyen", 0, 0)).toThrow("There are: feynman, feynman-scaled, strogatz.");
  });
});
