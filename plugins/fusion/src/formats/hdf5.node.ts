import { DataError } from "@mesoscope/sdk";
import h5wasm, { type Dataset, type Entity, type File } from "h5wasm/node";
import { trimmed } from "./netcdf3.js";
import {
  type Attributes,
  plainAttributes,
  type RawFile,
  type RawVariable,
  type StoredValues,
  toNumbers,
  unnamedDimension,
} from "./raw-file.js";

/** Attributes by which the format itself keeps order. */
const bookkeeping = /^(_Netcdf4|_NC|CLASS$|NAME$|DIMENSION_LIST$|REFERENCE_LIST$|DIMENSION_LABELS$)/;
const notVariable = "This is a netCDF dimension but not a netCDF variable";

/** Opens an HDF5 file, NetCDF 4 included. */
export async function openHdf5(path: string): Promise<RawFile> {
  await h5wasm.ready;
  const file = new h5wasm.File(path, "r");
  if (file.file_id < 0n) throw new Error("the library HDF5 cannot open it");
  const datasets = file.paths().flatMap((name) => {
    const entity = file.get(name);
    return isDataset(entity) && !isBareDimension(entity) ? [{ name, entity }] : [];
  });
  return {
    attributes: attributesOf(file),
    variables: datasets.map(({ name, entity }) => rawVariable(name, entity)),
    close: () => void file.close(),
  };
}

function isDataset(entity: Entity | null): entity is Dataset {
  return entity instanceof h5wasm.Dataset;
}

function isBareDimension(dataset: Dataset): boolean {
  return "NAME" in dataset.attrs && String(dataset.attrs.NAME!.value).startsWith(notVariable);
}

function rawVariable(name: string, dataset: Dataset): RawVariable {
  const shape = dataset.shape ?? [];
  const dimensions = shape.map((_, axis) => dimensionOf(name, dataset, axis));
  const isText = isCharacters(name, dataset, dimensions);
  return {
    name,
    dimensions: isText ? dimensions.slice(0, -1) : dimensions,
    shape: isText ? shape.slice(0, -1) : shape,
    attributes: attributesOf(dataset),
    read: () => readValues(name, dataset, isText ? shape.at(-1)! : undefined),
  };
}

/** Single characters along a last dimension are how old programs write texts. */
function isCharacters(name: string, dataset: Dataset, dimensions: readonly string[]): boolean {
  return dataset.dtype === "A1" && dimensions.length > 0 && dimensions.at(-1) !== name;
}

/** The name of the scale along an axis; a scale is its own, as in version 4 of NetCDF. */
function dimensionOf(name: string, dataset: Dataset, axis: number): string {
  const [scale] = dataset.get_attached_scales(axis);
  if (scale) return scale.replace(/^\//, "");
  if (dataset.attrs.CLASS?.value === "DIMENSION_SCALE") return name;
  return dataset.get_dimension_labels()[axis] || unnamedDimension(dataset.shape!, axis);
}

function attributesOf(entity: File | Dataset): Attributes {
  const entries = Object.entries(entity.attrs).filter(([name]) => !bookkeeping.test(name));
  return plainAttributes(entries.map(([name, attribute]) => [name, attribute.value]));
}

function readValues(name: string, dataset: Dataset, textLength: number | undefined): StoredValues {
  const stored = dataset.value as unknown;
  const values = ArrayBuffer.isView(stored) || Array.isArray(stored) ? (stored as ArrayLike<unknown>) : [stored];
  const first = values[0];
  if (typeof first === "string") {
    const texts = values as string[];
    return textLength === undefined ? texts.map(trimmed) : joined(texts, textLength);
  }
  if (values.length === 0 || ["number", "bigint", "boolean"].includes(typeof first)) return toNumbers(values as never);
  throw new DataError(
    "BAD_FILE",
    `readGrid: ${name} holds ${describe(dataset.dtype)}, which is no grid of numbers or texts. Choose another variable.`,
  );
}

function joined(characters: readonly string[], length: number): string[] {
  const count = characters.length / length;
  return Array.from({ length: count }, (_, i) => trimmed(characters.slice(i * length, (i + 1) * length).join("")));
}

function describe(dtype: unknown): string {
  return typeof dtype === "string" ? `values of type ${dtype}` : `records (${Object.keys(dtype as object).join(", ")})`;
}
