import { checkOptions, DataError, nearestName } from "@mesoscope/sdk";
import type { Column } from "../column.js";
import { Dataset } from "../dataset.js";
import type { FoundFile } from "../files.node.js";
import { attempt } from "../read-table.js";
import { decodeVariable } from "./decode-variable.js";
import { expandAxes } from "./expand-axes.js";
import { Grid } from "./grid.js";
import type { RawFile, RawVariable } from "./raw-file.js";

/**
 * Reads a variable of a gridded file: NetCDF 3 and 4, HDF5, a Zarr store in a folder, GeoTIFF; Node only.
 *
 * Missing values, scale, offset and times are decoded as the CF conventions say; the coordinates are the variables named
 * like the dimensions. Times in calendars with other days than ours stay numbers.
 *
 * @param options.variable its name, with the groups it lies in (`ocean/temperature`); needed where there are several
 * @throws DataError FILE_NOT_FOUND, UNKNOWN_FORMAT, NOT_A_GRID, UNKNOWN_VARIABLE, BAD_FILE; ValueError BAD_OPTION
 */
export async function readGrid(file: string, options: { variable?: string } = {}): Promise<Grid> {
  checkOptions("readGrid", options, ["variable"]);
  return withFile("readGrid", file, (raw) => gridOf(raw, chosen("readGrid", file, raw, options.variable)));
}

/**
 * The variables of a gridded file as a table: name, dimensions, shape, unit and description.
 *
 * @throws DataError FILE_NOT_FOUND, UNKNOWN_FORMAT, NOT_A_GRID, BAD_FILE
 */
export async function listVariables(file: string): Promise<Dataset> {
  return withFile("listVariables", file, async ({ variables }) => {
    const texts = (of: (variable: RawVariable) => string): Column => ({ kind: "text", values: variables.map(of) });
    const columns: [string, Column][] = [
      ["variable", texts(({ name }) => name)],
      ["dimensions", texts(({ dimensions }) => dimensions.join(" × "))],
      ["shape", texts(({ shape }) => shape.join(" × "))],
      ["unit", texts(({ attributes }) => String(attributes.units ?? ""))],
      ["description", texts(({ attributes }) => String(attributes.long_name ?? attributes.standard_name ?? ""))],
    ];
    return new Dataset({ columns: new Map(columns) });
  });
}

/** The table of all variables that lie on the same dimensions as one of them, else the largest: one row a cell. */
export async function gridTable(found: FoundFile, wanted: string | undefined): Promise<Dataset> {
  const raw = await openRaw("readTable", found);
  try {
    const fields = gridded(raw);
    if (fields.length === 0) noVariable("readTable", found.path);
    const main =
      wanted === undefined
        ? fields.reduce((a, b) => (size(b) > size(a) ? b : a))
        : chosen("readTable", found.path, raw, wanted);
    const { dimensions, shape } = main;
    const columns = expandAxes(dimensions, shape, await coordinatesOf(raw, main));
    if (dimensions.join() === "row") columns.clear();
    const together = fields.filter((field) => liesWith(field, main));
    for (const field of together) columns.set(field.name, await decodeVariable(field));
    return new Dataset({ columns });
  } finally {
    await raw.close();
  }
}

/** Rows without a name are the same only within one group. */
function liesWith(field: RawVariable, main: RawVariable): boolean {
  const group = ({ name, dimensions }: RawVariable) => (dimensions.join() === "row" ? name.replace(/[^/]*$/, "") : "");
  const same = (of: (variable: RawVariable) => readonly unknown[]) => of(field).join() === of(main).join();
  return same(({ dimensions }) => dimensions) && same(({ shape }) => shape) && group(field) === group(main);
}

async function withFile<T>(caller: string, file: string, use: (raw: RawFile) => Promise<T>): Promise<T> {
  const { openFile } = await import("../files.node.js");
  const found = openFile(caller, file);
  return attempt(caller, file, async () => {
    const raw = await openRaw(caller, found);
    try {
      return await use(raw);
    } finally {
      await raw.close();
    }
  });
}

async function openRaw(caller: string, found: FoundFile): Promise<RawFile> {
  switch (found.format) {
    case "NetCDF 3":
      return (await import("./netcdf3.js")).openNetcdf3(found.read());
    case "HDF5":
      return (await import("./hdf5.node.js")).openHdf5(found.path);
    case "Zarr":
      return (await import("./zarr.node.js")).openZarr(found.path);
    case "GeoTIFF":
      return (await import("./geotiff.js")).openGeotiff(found.read() as Buffer<ArrayBuffer>);
    default:
      throw new DataError(
        "NOT_A_GRID",
        `${caller}: ${found.path} is a table (${found.format}), not a gridded file. Read it with readTable.`,
      );
  }
}

async function gridOf(raw: RawFile, variable: RawVariable): Promise<Grid> {
  const column = await decodeVariable(variable);
  if (column.kind !== "number") {
    throw new DataError(
      "NOT_NUMERIC",
      `readGrid: ${variable.name} holds ${column.kind}, and a grid is of numbers. Use readTable for such columns.`,
    );
  }
  const coordinates = await coordinatesOf(raw, variable);
  const { name, dimensions, shape, attributes } = variable;
  return new Grid({ name, dimensions, shape, unit: column.unit, values: column.values, coordinates, attributes });
}

async function coordinatesOf(raw: RawFile, { dimensions, shape }: RawVariable): Promise<Map<string, Column>> {
  const coordinates = new Map<string, Column>();
  for (const [axis, dimension] of dimensions.entries()) {
    coordinates.set(dimension, await coordinate(raw, dimension, shape[axis]!));
  }
  return coordinates;
}

/** The variable named like the dimension, or the numbers 0, 1, 2, … */
async function coordinate(raw: RawFile, dimension: string, length: number): Promise<Column> {
  const variable = raw.variables.find(({ name, shape }) => name === dimension && shape.join() === String(length));
  if (variable) return decodeVariable(variable);
  return { kind: "number", values: Float64Array.from({ length }, (_, i) => i) };
}

/** Variables that are no coordinates. */
function gridded({ variables }: RawFile): readonly RawVariable[] {
  const fields = variables.filter(({ name, dimensions }) => dimensions.length > 0 && dimensions.join() !== name);
  return fields.length > 0 ? fields : variables;
}

function size({ shape }: RawVariable): number {
  return shape.reduce((a, b) => a * b, 1);
}

function chosen(caller: string, file: string, raw: RawFile, wanted: string | undefined): RawVariable {
  const names = gridded(raw).map(({ name }) => name);
  if (names.length === 0) noVariable(caller, file);
  const found = raw.variables.find(({ name }) => name === (wanted ?? (names.length === 1 ? names[0] : undefined)));
  if (found) return found;
  const listed = names.slice(0, 8).join(", ");
  if (wanted === undefined) {
    throw new DataError(
      "UNKNOWN_VARIABLE",
      `${caller}: ${file} has several variables: ${listed}. Name one: { variable: "${names[0]}" }.`,
    );
  }
  const nearest = nearestName(wanted, names);
  const advice = nearest ? `Did you mean "${nearest}"?` : `There are ${listed}.`;
  throw new DataError("UNKNOWN_VARIABLE", `${caller}: ${file} has no variable "${wanted}". ${advice}`);
}

function noVariable(caller: string, file: string): never {
  throw new DataError(
    "NOT_A_GRID",
    `${caller}: ${file} holds no variable with numbers on a grid. Check what wrote it.`,
  );
}
