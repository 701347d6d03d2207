import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as zarr from "zarrita";
import {
  type Attributes,
  plainAttributes,
  type RawFile,
  type RawVariable,
  type StoredValues,
  toNumbers,
  unnamedDimension,
} from "./raw-file.js";

type Store = zarr.Readable & { readonly folder: string };

/** Opens a Zarr store (version 2 or 3) in a folder. */
export async function openZarr(folder: string): Promise<RawFile> {
  const store: Store = { folder, get: (key) => readKey(path.join(folder, key)) };
  const names = await arraysIn(folder, "");
  const variables = await Promise.all(names.map((name) => rawVariable(store, name)));
  return { attributes: await groupAttributes(store), variables, close() {} };
}

/** The content of a file; undefined where it is not there, as the library expects of a chunk never written. */
async function readKey(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The arrays below a folder by their paths; the root itself is "". */
async function arraysIn(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, name), { withFileTypes: true });
  if (entries.some((entry) => entry.name === ".zarray")) return [name];
  if (entries.some((entry) => entry.name === "zarr.json") && (await isArray(path.join(folder, name)))) return [name];
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => arraysIn(folder, path.posix.join(name, entry.name)));
  return (await Promise.all(below)).flat();
}

async function isArray(folder: string): Promise<boolean> {
  const { node_type: kind } = JSON.parse(await readFile(path.join(folder, "zarr.json"), "utf8"));
  return kind === "array";
}

async function groupAttributes(store: Store): Promise<Attributes> {
  try {
    const group = await zarr.open(store, { kind: "group" });
    return plainAttributes(Object.entries(group.attrs));
  } catch {
    return {};
  }
}

async function rawVariable(store: Store, name: string): Promise<RawVariable> {
  const array = await zarr.open(zarr.root(store).resolve(name), { kind: "array" });
  const { _ARRAY_DIMENSIONS: old, ...attributes } = array.attrs as Record<string, unknown>;
  const named = (array.dimensionNames ?? old) as readonly (string | null)[] | undefined;
  const shown = name || path.basename(store.folder).replace(/\.zarr$/, "");
  return {
    name: shown,
    dimensions: array.shape.map((_, axis) => named?.[axis] ?? unnamedDimension(array.shape, axis)),
    shape: array.shape,
    attributes: plainAttributes(Object.entries({ ...codeOf(old, array.fillValue), ...attributes })),
    read: () => readValues(array),
  };
}

/** Version 2 keeps the code for missing values beside the attributes; 0, and any without named dimensions, is a default. */
function codeOf(dimensions: unknown, fillValue: unknown): Record<string, unknown> {
  return dimensions && fillValue !== null && Number(fillValue) !== 0 ? { _FillValue: fillValue } : {};
}

async function readValues(array: zarr.Array<zarr.DataType, Store>): Promise<StoredValues> {
  const stored: unknown = array.shape.length === 0 ? [await zarr.get(array)] : (await zarr.get(array)).data;
  const values = Array.from(stored as Iterable<unknown>);
  return typeof values[0] === "string" ? (values as string[]) : toNumbers(values as number[]);
}
