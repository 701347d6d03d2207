import { NetCDFReader } from "netcdfjs";
import { plainAttributes, type RawFile, type RawVariable, toNumbers } from "./raw-file.js";

type Variable = NetCDFReader["variables"][number];

/** Opens a NetCDF file of the classic or the 64-bit-offset form. */
export function openNetcdf3(bytes: Uint8Array): RawFile {
  const reader = new NetCDFReader(bytes);
  const attributes = plainAttributes(reader.globalAttributes.map(({ name, value }) => [name, value]));
  return { attributes, variables: reader.variables.flatMap((variable) => rawVariables(reader, variable)), close() {} };
}

function rawVariables(reader: NetCDFReader, variable: Variable): RawVariable[] {
  const ids = variable.dimensions;
  const dimensions = ids.map((id) => reader.dimensions[id]!.name);
  const shape = ids.map((id) =>
    id === reader.recordDimension.id ? reader.recordDimension.length : reader.dimensions[id]!.size,
  );
  const list = variable.attributes as unknown as { name: string; value: unknown }[];
  const attributes = plainAttributes(list.map(({ name, value }) => [name, value]));
  const isText = variable.type === "char";
  return [
    {
      name: variable.name,
      // The last dimension of text counts its characters.
      dimensions: isText ? dimensions.slice(0, -1) : dimensions,
      shape: isText ? shape.slice(0, -1) : shape,
      attributes,
      read: () => (isText ? texts(reader, variable, shape) : numbers(reader, variable, shape)),
    },
  ];
}

/** Values without the padding to whole words that ends each variable or record. */
function numbers(reader: NetCDFReader, variable: Variable, shape: readonly number[]): Float64Array {
  const values = reader.getDataVariable(variable);
  const perRecord = variable.record ? product(shape.slice(1)) : product(shape);
  if (!variable.record) return toNumbers((values as number[]).slice(0, perRecord));
  return toNumbers((values as (number | number[])[]).flatMap((record) => [record].flat().slice(0, perRecord)));
}

/** The library drops the zeros that fill texts up, so they are put back to keep every text in its place. */
function texts(reader: NetCDFReader, variable: Variable, shape: readonly number[]): string[] {
  const length = shape.at(-1) ?? 1;
  const width = variable.record ? product(shape.slice(1)) : 1;
  const pieces = reader.getDataVariable(variable).flat() as string[];
  const characters = pieces.map((piece) => piece.padEnd(width, "\0").slice(0, width)).join("");
  const count = product(shape.slice(0, -1));
  return Array.from({ length: count }, (_, i) => trimmed(characters.slice(i * length, (i + 1) * length)));
}

function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Text without the zeros and blanks that fill it up. */
export function trimmed(text: string): string {
  return text.replace(/[\0 ]+$/, "");
}
