import { asMatrix, asVector, dimensionVector, type NDArray, parseUnit, toSI } from "@mesoscope/core";
import { type ArrayLike, DataError, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Presentation } from "../result/presentation.js";
import { spreadOverGroups } from "../search/pick-rows.js";
import type { Problem } from "../search/problem.js";
import { chooseColumns } from "./choose-columns.js";
import type { DiscoverOptions } from "./discover-options.js";
import { checkRowInformation, type RowInformation } from "./row-information.js";

/** More rows than these sharpen no decision of a search. */
const mostRows = 20_000;

const fewestRows = 4;

/** What a search works on. */
export interface ReadProblem {
  readonly problem: Problem;
  readonly presentation: Presentation;
}

/**
 * Checks the data, converts them to SI and chooses rows and columns where there are too many.
 *
 * @throws ShapeError SHAPE_MISMATCH, TOO_FEW_ROWS
 * @throws DataError MISSING_VALUES, CONSTANT_TARGET
 * @throws UnitError UNKNOWN_UNIT
 */
export function readProblem(X: ArrayLike, y: ArrayLike, about: RowInformation, options: DiscoverOptions): ReadProblem {
  checkRowInformation(about);
  const inputs = asMatrix(X, "discover.fit: X");
  const targets = asVector(y, "discover.fit: y");
  checkRows(inputs, targets);
  const [rows, width] = inputs.shape as [number, number];
  const names = options.names ?? tableNames(X, width);
  checkCount("names", names, width);
  checkCount("units", options.units, width);
  checkFinite(inputs, targets, names);
  const columns = chooseColumns(inputs, targets);
  const units = columns.map((j) => options.units?.[j] ?? "");
  const target = { name: options.target?.name ?? "y", unit: options.target?.unit ?? "" };
  if (about.groups) checkPerRow("groups", about.groups.length, rows);
  const groups = about.groups && numbered(about.groups);
  const picked = spreadOverGroups(rows, mostRows, groups);
  const take = (from: NDArray, unit: string, at: (row: number) => number) =>
    shared(
      toSI(
        Float64Array.from(picked, (row) => from.data[at(row)] as number),
        unit,
      ).data,
    );
  const weights = readWeights(about, rows);
  const problem: Problem = {
    rows: picked.length,
    columns: columns.map((j, k) => take(inputs, units[k] as string, (row) => row * width + j)),
    target: take(targets, target.unit, (row) => row),
    ...(weights && { weights: shared(Float64Array.from(picked, (row) => weights[row] as number)) }),
    names: columns.map((j) => names[j] as string),
    ...(options.units && {
      dimensions: units.map((unit) => [...dimensionVector(unit).data]),
      targetDimension: [...dimensionVector(target.unit).data],
    }),
    ...(options.constraints && { constraints: options.constraints }),
    ...(about.inputErrors && {
      columnErrors: readColumnErrors(about.inputErrors, width, columns, units, picked.length),
    }),
    constantsMayHaveUnits: options.constantsMayHaveUnits ?? false,
    ...(groups && { groups: picked.map((row) => groups[row] as number) }),
    seed: options.seed ?? 0,
  };
  return { problem, presentation: { columns, width, units, target, rows, groups: [...new Set(about.groups)] } };
}

function checkRows(inputs: NDArray, targets: NDArray): void {
  const [rows, width] = inputs.shape as [number, number];
  if (rows !== targets.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `discover.fit: X has ${rows} rows but y has ${targets.size}. Give one target per row.`,
    );
  }
  if (rows >= fewestRows && width > 0) return;
  throw new ShapeError(
    "TOO_FEW_ROWS",
    `discover.fit: X has ${rows} rows and ${width} columns. Give at least ${fewestRows} rows and a column: a law needs more rows than constants.`,
  );
}

function checkFinite(inputs: NDArray, targets: NDArray, names: readonly string[]): void {
  const width = names.length;
  const badInput = inputs.data.findIndex((value) => !Number.isFinite(value));
  const badTarget = targets.data.findIndex((value) => !Number.isFinite(value));
  if (badInput >= 0)
    throw missing(names[badInput % width] as string, inputs.data[badInput], Math.floor(badInput / width));
  if (badTarget >= 0) throw missing("y", targets.data[badTarget], badTarget);
  const first = targets.data[0] as number;
  if (targets.data.some((value) => value !== first)) return;
  throw new DataError(
    "CONSTANT_TARGET",
    `discover.fit: y is ${first} in all ${targets.size} rows, so no law can be told from others. Give a target that varies.`,
  );
}

function missing(name: string, value: number | undefined, row: number): DataError {
  return new DataError(
    "MISSING_VALUES",
    `discover.fit: ${name} is ${value} in row ${row}. Remove the row or fill in the value.`,
  );
}

function tableNames(X: ArrayLike, width: number): readonly string[] {
  const { columns } = X as { columns?: unknown };
  if (Array.isArray(columns) && columns.length === width) return columns.map(String);
  return Array.from({ length: width }, (_, j) => `x${j}`);
}

function checkCount(option: string, given: readonly unknown[] | undefined, width: number): void {
  if (given === undefined || given.length === width) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `discover: ${option} has ${given.length} entries but X has ${width} columns. Give one for each column.`,
  );
}

function checkPerRow(what: string, count: number, rows: number): void {
  if (count === rows) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `discover.fit: X has ${rows} rows but ${what} has ${count}. Give one for each row.`,
  );
}

function readWeights({ errors, weights }: RowInformation, rows: number): Float64Array | undefined {
  const given = weights ?? errors;
  if (given === undefined) return undefined;
  const what = weights ? "weights" : "errors";
  const values = asVector(given, `discover.fit: ${what}`);
  checkPerRow(what, values.size, rows);
  const bad = values.data.findIndex((value) => !(value > 0 && Number.isFinite(value)));
  if (bad < 0) return weights ? values.data : values.data.map((error) => 1 / error ** 2);
  throw new ValueError(
    "BAD_VALUE",
    `discover.fit: ${what} is ${values.data[bad]} in row ${bad}. Give a positive number for each row.`,
  );
}

/** In SI; an interval of temperatures has no offset. */
function readColumnErrors(
  errors: readonly number[],
  width: number,
  columns: readonly number[],
  units: readonly string[],
  rows: number,
): (Float64Array | undefined)[] {
  checkCount("inputErrors", errors, width);
  return columns.map((j, k) => {
    const error = errors[j] as number;
    if (!(error >= 0 && Number.isFinite(error))) {
      throw new ValueError(
        "BAD_VALUE",
        `discover.fit: inputErrors is ${error} for column ${j}. Give a standard deviation, 0 for exact values.`,
      );
    }
    return error === 0 ? undefined : new Float64Array(rows).fill(error * parseUnit(units[k] as string).factor);
  });
}

/** The number of every row's group, in the order in which they occur. */
function numbered(groups: readonly (string | number)[]): Int32Array {
  const numbers = new Map([...new Set(groups)].map((group, i) => [group, i]));
  return Int32Array.from(groups, (group) => numbers.get(group) as number);
}

/** In memory that threads share where the platform has it. */
function shared(values: Float64Array): Float64Array {
  if (typeof SharedArrayBuffer === "undefined") return values;
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
