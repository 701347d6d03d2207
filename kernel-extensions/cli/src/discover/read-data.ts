import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { Sentence } from "#launch";
import type { Fusion, Table } from "./packages.js";

/** What is searched for a formula: numbers as they stand in the file, and their units. */
export interface Data {
  readonly names: readonly string[];
  /** Of the inputs; absent where no column has a unit. */
  readonly units?: readonly string[];
  readonly target: { readonly name: string; readonly unit?: string };
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  /** SHA-256 of the file. */
  readonly checksum: string;
}

interface Wanted {
  readonly target: string;
  readonly inputs?: readonly string[] | undefined;
  readonly units?: string | undefined;
}

/** Reads the columns of a table; every reason why they cannot be used is one sentence. */
export async function readData(fusion: Fusion, file: string, wanted: Wanted): Promise<Data> {
  const checksum = createHash("sha256").update(readBytes(file)).digest("hex");
  const units = wanted.units === undefined ? undefined : readUnits(wanted.units);
  const table = await readTable(fusion, file, units);
  const names = wanted.inputs ?? table.columns.filter((name) => name !== wanted.target);
  for (const name of [wanted.target, ...names]) checkColumn(file, table, name);
  if (names.includes(wanted.target)) {
    throw new Sentence(`discover: --inputs names ${wanted.target}, which is the target. Leave it out.`);
  }
  if (names.length === 0) throw new Sentence(`discover: ${file} has no column besides ${wanted.target}. Add inputs.`);
  const columns = names.map((name) => numbersOf(file, table, name));
  const y = numbersOf(file, table, wanted.target);
  const hasUnits = [...names, wanted.target].some((name) => table.units[name]);
  return {
    names,
    ...(hasUnits && { units: names.map((name) => table.units[name] ?? "") }),
    target: { name: wanted.target, ...(hasUnits && { unit: table.units[wanted.target] ?? "" }) },
    X: y.map((_, row) => columns.map((column) => column[row]!)),
    y,
    checksum,
  };
}

function readBytes(file: string): Buffer {
  try {
    if (statSync(file).isDirectory())
      throw new Sentence(`discover: ${file} is a folder. Name a table, such as data.csv.`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Sentence) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new Sentence(`discover: ${file}: ${reason}. Give the path of a table, such as data.csv.`);
  }
}

async function readTable(fusion: Fusion, file: string, units: Record<string, string> | undefined): Promise<Table> {
  try {
    return await fusion.readTable(file, units ? { units } : {});
  } catch (error) {
    throw new Sentence(`discover: ${(error as Error).message}`);
  }
}

function readUnits(file: string): Record<string, string> {
  const advice = 'Write the unit of each column, such as { "x": "mm", "y": "Pa" }.';
  let units: unknown;
  try {
    units = JSON.parse(readBytes(file).toString("utf8"));
  } catch (error) {
    if (error instanceof Sentence) throw error;
    throw new Sentence(`discover: --units ${file} is not JSON: ${(error as Error).message}. ${advice}`);
  }
  const isUnits =
    typeof units === "object" && units !== null && Object.values(units).every((unit) => typeof unit === "string");
  if (!isUnits || Array.isArray(units))
    throw new Sentence(`discover: --units ${file} holds no names with units. ${advice}`);
  return units as Record<string, string>;
}

function checkColumn(file: string, { columns }: Table, name: string): void {
  if (columns.includes(name)) return;
  throw new Sentence(`discover: ${file} has no column "${name}". Its columns are ${columns.slice(0, 12).join(", ")}.`);
}

function numbersOf(file: string, table: Table, name: string): number[] {
  return table.values(name).map((value, row) => {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    const place = `${file}: "${name}" in row ${row + 1} of the data`;
    if (typeof value === "number" || value === null) {
      throw new Sentence(`discover: ${place} has no finite number. Remove the row or fill in the value.`);
    }
    throw new Sentence(
      `discover: ${place} is ${JSON.stringify(value)}, not a number. Leave the column out by --inputs A,B,….`,
    );
  });
}
