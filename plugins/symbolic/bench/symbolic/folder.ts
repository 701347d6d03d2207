import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rows } from "./law.ts";
import type { ListedProblem } from "./lists.ts";
import type { Entry, Statement } from "./manifest.ts";

/** The problems of a folder, with their truths. */
export function readManifest(folder: string): Entry[] {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
}

/** An entry without what a solver must not see. */
export function statementOf(entry: Entry): Statement {
  const { expression: _truth, extrapolation: _box, r2_min: _goal, ...statement } = entry;
  return statement;
}

/** The columns of the training rows, by name. */
export function readTraining(folder: string, id: string): Record<string, Float64Array> {
  const [head, ...lines] = readFileSync(join(folder, `${id}.train.csv`), "utf8")
    .trim()
    .split(/\r?\n/);
  const rows = lines.map((line) => line.split(",").map(Number));
  return Object.fromEntries(head.split(",").map((name, j) => [name, Float64Array.from(rows, (row) => row[j])]));
}

/** Writes a folder of problems: the manifest, and the two tables of each. */
export function writeProblems(folder: string, problems: readonly ListedProblem[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { entry, train, test } of problems) {
    const names = [...entry.variables, entry.target as { name: string }].map(({ name }) => name);
    writeRows(join(folder, `${entry.id}.train.csv`), names, train);
    writeRows(join(folder, `${entry.id}.test.csv`), names, test);
  }
  const entries = problems.map(({ entry }) => entry);
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(entries, null, 1)}\n`);
}

/** With twelve digits: measured data never have more. */
function writeRows(file: string, names: readonly string[], { columns, target }: Rows): void {
  const all = [...columns, target];
  const lines = Array.from(target, (_, row) => all.map((column) => Number(column[row].toPrecision(12))).join(","));
  writeFileSync(file, `${[names.join(","), ...lines].join("\n")}\n`);
}
