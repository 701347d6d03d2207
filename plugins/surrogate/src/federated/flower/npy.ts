import { NDArray, permuteAxes } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { joined } from "../bytes.js";

/** The types of numbers that cross. */
export type NumberType =
  | "float32"
  | "float64"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "bool";

interface Codec {
  readonly code: string;
  readonly bytes: number;
  read(view: DataView, at: number, littleEndian: boolean): number;
  write(view: DataView, at: number, value: number): void;
}

const codecs: Readonly<Record<NumberType, Codec>> = {
  float32: {
    code: "f4",
    bytes: 4,
    read: (v, at, le) => v.getFloat32(at, le),
    write: (v, at, x) => v.setFloat32(at, x, true),
  },
  float64: {
    code: "f8",
    bytes: 8,
    read: (v, at, le) => v.getFloat64(at, le),
    write: (v, at, x) => v.setFloat64(at, x, true),
  },
  int8: { code: "i1", bytes: 1, read: (v, at) => v.getInt8(at), write: (v, at, x) => v.setInt8(at, whole(x)) },
  int16: {
    code: "i2",
    bytes: 2,
    read: (v, at, le) => v.getInt16(at, le),
    write: (v, at, x) => v.setInt16(at, whole(x), true),
  },
  int32: {
    code: "i4",
    bytes: 4,
    read: (v, at, le) => v.getInt32(at, le),
    write: (v, at, x) => v.setInt32(at, whole(x), true),
  },
  int64: {
    code: "i8",
    bytes: 8,
    read: (v, at, le) => exact(v.getBigInt64(at, le)),
    write: (v, at, x) => v.setBigInt64(at, BigInt(whole(x)), true),
  },
  uint8: { code: "u1", bytes: 1, read: (v, at) => v.getUint8(at), write: (v, at, x) => v.setUint8(at, whole(x)) },
  uint16: {
    code: "u2",
    bytes: 2,
    read: (v, at, le) => v.getUint16(at, le),
    write: (v, at, x) => v.setUint16(at, whole(x), true),
  },
  uint32: {
    code: "u4",
    bytes: 4,
    read: (v, at, le) => v.getUint32(at, le),
    write: (v, at, x) => v.setUint32(at, whole(x), true),
  },
  uint64: {
    code: "u8",
    bytes: 8,
    read: (v, at, le) => exact(v.getBigUint64(at, le)),
    write: (v, at, x) => v.setBigUint64(at, BigInt(whole(x)), true),
  },
  bool: { code: "b1", bytes: 1, read: (v, at) => v.getUint8(at), write: (v, at, x) => v.setUint8(at, whole(x)) },
};

const magic = Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), 1, 0);
const alignment = 64;
/** NumPy leaves room for the first length to grow. */
const roomForLength = 21;
const header = /^\{'descr': '([<>|=])(\w\d)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), *\}\s*$/;

/** An array as it was in a file, with the type that a reply takes again. */
export interface TypedArray {
  readonly array: NDArray;
  readonly type: NumberType;
}

/**
 * The array of a `.npy` file of version 1; nothing in it is ever executed.
 *
 * @throws DataError BAD_ARRAY
 * @see NEP 1, A simple file format for NumPy arrays
 */
export function readNpy(file: Uint8Array): TypedArray {
  if (!magic.every((byte, i) => file[i] === byte)) throw badArray("it is no .npy file of version 1");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = magic.length + 2 + view.getUint16(magic.length, true);
  const match = header.exec(new TextDecoder().decode(file.subarray(magic.length + 2, start)));
  if (!match) throw badArray("its header cannot be read");
  const [, order, code, fortran, sizes] = match as unknown as string[];
  const type = (Object.keys(codecs) as NumberType[]).find((name) => codecs[name].code === code);
  if (!type) throw badArray(`its numbers are of type ${order}${code}`);
  const shape = sizes!
    .split(",")
    .filter((text) => text.trim() !== "")
    .map(Number);
  const size = shape.reduce((product, length) => product * length, 1);
  const { bytes, read } = codecs[type];
  if (file.byteLength - start !== size * bytes)
    throw badArray(`it has ${file.byteLength - start} bytes for ${size} numbers`);
  const data = new Float64Array(size);
  for (let i = 0; i < size; i++) data[i] = read(view, start + i * bytes, order !== ">");
  return { array: fortran === "True" ? columnsFirst(data, shape) : new NDArray(data, shape), type };
}

/**
 * A `.npy` file of version 1, row by row, to the byte as NumPy writes it.
 *
 * @throws DataError BAD_ARRAY where a number is not whole and the type needs it to be
 */
export function writeNpy({ array, type }: TypedArray): Uint8Array<ArrayBuffer> {
  const { code, bytes, write } = codecs[type];
  const shape = array.rank === 1 ? `${array.size},` : array.shape.join(", ");
  const room = " ".repeat(array.rank > 0 ? roomForLength - String(array.shape[0]).length : 0);
  const text = `{'descr': '${bytes === 1 ? "|" : "<"}${code}', 'fortran_order': False, 'shape': (${shape}), }${room}`;
  const used = magic.length + 2 + text.length + 1;
  const padded = `${text}${" ".repeat((alignment - (used % alignment)) % alignment)}\n`;
  const length = Uint8Array.of(padded.length & 0xff, padded.length >> 8);
  const data = new Uint8Array(array.size * bytes);
  const view = new DataView(data.buffer);
  for (let i = 0; i < array.size; i++) write(view, i * bytes, array.data[i]!);
  return joined(magic, length, new TextEncoder().encode(padded), data);
}

function columnsFirst(data: Float64Array, shape: readonly number[]): NDArray {
  const reversed = new NDArray(data, [...shape].reverse());
  return permuteAxes(
    reversed,
    shape.map((_, axis) => shape.length - 1 - axis),
  );
}

function whole(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw badArray(`${value} is not whole, as its type demands`);
}

function exact(value: bigint): number {
  if (Number.isSafeInteger(Number(value))) return Number(value);
  throw badArray(`${value} has more than 53 bits`);
}

function badArray(found: string): DataError {
  return new DataError("BAD_ARRAY", `joinFlower: an array cannot cross: ${found}. Send floats or integers by NumPy.`);
}
