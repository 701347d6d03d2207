/** What a file says about a variable or about itself. */
export type Attributes = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** The values of a variable in row-major order, as they are stored. */
export type StoredValues = ArrayLike<number> | readonly string[];

/** A variable of a gridded file, not read yet. */
export interface RawVariable {
  /** With the groups it lies in: `ocean/temperature`. */
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  readonly attributes: Attributes;
  read(): StoredValues | Promise<StoredValues>;
}

/** A gridded file: NetCDF, HDF5, Zarr and GeoTIFF all come down to this. */
export interface RawFile {
  readonly attributes: Attributes;
  readonly variables: readonly RawVariable[];
  close(): void | Promise<void>;
}

/** Numbers of any stored type as an array of doubles; 64-bit integers lose digits above 2⁵³. */
export function toNumbers(stored: Iterable<number | bigint | boolean>): Float64Array {
  return stored instanceof Float64Array ? stored : Float64Array.from(stored as Iterable<number>, Number);
}

/** An attribute as a plain value: one number or text where there is only one. */
function plainAttribute(value: unknown): Attributes[string] | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (value === null || typeof value !== "object" || !(Symbol.iterator in value)) return undefined;
  const items = Array.from(value as Iterable<unknown>, plainAttribute);
  if (items.some((item) => typeof item !== "string" && typeof item !== "number")) return undefined;
  return items.length === 1 ? items[0] : (items as (string | number)[]);
}

/** The attributes that can be given as plain values. */
export function plainAttributes(entries: Iterable<readonly [string, unknown]>): Attributes {
  const plain = Array.from(entries, ([name, value]) => [name, plainAttribute(value)] as const);
  return Object.fromEntries(plain.filter(([, value]) => value !== undefined)) as Attributes;
}

/** What an axis is called that has no name in the file. */
export function unnamedDimension(shape: readonly number[], axis: number): string {
  return shape.length === 1 ? "row" : `dimension_${axis + 1}`;
}
