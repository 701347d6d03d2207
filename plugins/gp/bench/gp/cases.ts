import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Kind = "exact" | "co2" | "mf";

/** Rows of one part of a case. */
interface Rows {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** One data set: training rows, of two fidelities where `kind` is "mf", and test rows. */
export interface Case {
  readonly name: string;
  readonly file: string;
  readonly kind: Kind;
  readonly parts: Readonly<Record<string, Rows>>;
}

/** The cases of a folder: `manifest.json` names them, and a CSV with the columns x0, x1, …, y, split holds each. */
export function caseNames(folder: string): { name: string; kind: Kind }[] {
  const manifest: Record<string, { kind: Kind }> = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return Object.entries(manifest).map(([name, { kind }]) => ({ name, kind }));
}

export function readCase(folder: string, name: string, kind: Kind): Case {
  const file = join(folder, `${name}.csv`);
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const inputs = head.split(",").length - 2;
  const parts: Record<string, { X: number[][]; y: number[] }> = {};
  for (const line of lines) {
    const cells = line.split(",");
    parts[cells[inputs + 1]] ??= { X: [], y: [] };
    const part = parts[cells[inputs + 1]];
    part.X.push(cells.slice(0, inputs).map(Number));
    part.y.push(Number(cells[inputs]));
  }
  return { name, file, kind, parts };
}
