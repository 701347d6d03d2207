import { NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { type Shape, showShape, sizeOf } from "../graph/shape.js";

/** What a safetensors file holds. */
export interface Safetensors {
  readonly arrays: Readonly<Record<string, NDArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

/** How numbers of a type are read: as which typed array, and what each entry means where it is no number yet. */
const types: Readonly<
  Record<
    string,
    readonly [new (buffer: ArrayBuffer) => ArrayLike<number | bigint>, number, ((entry: number) => number)?]
  >
> = {
  F64: [Float64Array, 8],
  F32: [Float32Array, 4],
  F16: [Uint16Array, 2, half],
  BF16: [Uint16Array, 2, brainFloat],
  I64: [BigInt64Array, 8],
  I32: [Int32Array, 4],
  I16: [Int16Array, 2],
  I8: [Int8Array, 1],
  U64: [BigUint64Array, 8],
  U32: [Uint32Array, 4],
  U16: [Uint16Array, 2],
  U8: [Uint8Array, 1],
  BOOL: [Uint8Array, 1],
};

/**
 * The arrays and metadata in the bytes of a safetensors file, all numbers in 64 bits. Offsets and sizes are checked, and
 * nothing in the file is run.
 *
 * @example
 * const { metadata } = decodeSafetensors(encodeSafetensors({ x: array([1]) }, { metadata: { unit: "MPa" } }));
 * metadata.unit; // "MPa"
 *
 * @throws DataError BAD_FILE, with what is wrong
 * @see https://github.com/huggingface/safetensors for the format
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const { header, start } = readHeader(bytes);
  const { __metadata__: metadata = {}, ...described } = header;
  if (!isRecord(metadata) || Object.values(metadata).some((text) => typeof text !== "string")) {
    throw badFile("its metadata are not texts by name");
  }
  const entries = Object.entries(described).map(([name, entry]) => readEntry(name, entry));
  checkCoverage(entries, bytes.length - start);
  const arrays = entries.map((entry) => [entry.name, new NDArray(numbersOf(entry, bytes, start), entry.shape)]);
  return { arrays: Object.fromEntries(arrays), metadata: metadata as Record<string, string> };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 10) throw badFile(`it has ${bytes.length} bytes`);
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (size > bytes.length - 8) throw badFile(`its header would have ${size} bytes, of ${bytes.length} in all`);
  try {
    const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + size)));
    if (isRecord(header)) return { header, start: 8 + size };
  } catch {
    // Said below.
  }
  throw badFile("its header is no JSON object");
}

function readEntry(name: string, entry: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (typeof dtype !== "string" || !areCounts(shape) || !areCounts(offsets) || offsets.length !== 2) {
    throw badFile(`${name} lacks its type, shape or place`);
  }
  const type = Object.hasOwn(types, dtype) ? types[dtype] : undefined;
  if (!type) throw badFile(`${name} has numbers of type ${dtype}, of which nothing is known`);
  const [begin, end] = offsets as [number, number];
  if (end - begin === sizeOf(shape) * type[1]) return { name, dtype, shape, begin, end };
  throw badFile(`${name} has ${end - begin} bytes for shape ${showShape(shape)} of ${dtype}`);
}

/** The numbers must lie one after the other, as the format demands, so that a file cannot hide anything. */
function checkCoverage(entries: readonly Entry[], size: number): void {
  let covered = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) throw badFile(`${name} begins at byte ${begin} of the numbers instead of ${covered}`);
    covered = end;
  }
  if (covered !== size) throw badFile(`it has ${size} bytes of numbers instead of ${covered}`);
}

function numbersOf({ name, dtype, begin, end }: Entry, bytes: Uint8Array, start: number): Float64Array {
  const [typed, , meaning = Number] = types[dtype]!;
  // A copy, because typed arrays need an aligned beginning.
  const copy = new Uint8Array(end - begin);
  copy.set(bytes.subarray(start + begin, start + end));
  const raw = new typed(copy.buffer);
  if (raw instanceof Float64Array) return raw;
  const numbers = Float64Array.from(raw as ArrayLike<number>, meaning);
  const isExact = !dtype.endsWith("64") || numbers.every(Number.isSafeInteger);
  if (isExact) return numbers;
  throw badFile(`${name} has whole numbers beyond ±2⁵³, which 64-bit real numbers cannot hold`);
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** The upper half of a 32-bit number. */
function brainFloat(bits: number): number {
  return new Float32Array(Uint32Array.of(bits * 65536).buffer)[0]!;
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function badFile(what: string): DataError {
  return new DataError(
    "BAD_FILE",
    `decodeSafetensors: this is no whole safetensors file: ${what}. Write it again, or check how it was copied.`,
  );
}
