import { DataError } from "@mesoscope/sdk";

/** Where in a state a binary value stands: names and positions from the outside in. */
export type BufferPath = readonly (string | number)[];

/** A state in the form in which it travels: JSON, and beside it what is binary. */
export interface SplitState {
  readonly state: Record<string, unknown>;
  readonly bufferPaths: readonly BufferPath[];
  readonly buffers: readonly Uint8Array[];
}

/**
 * Takes the binary values out of a state, as the widget protocol wants it: names are left out, positions become null.
 *
 * @see https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
 */
export function splitBuffers(whole: Readonly<Record<string, unknown>>): SplitState {
  const bufferPaths: BufferPath[] = [];
  const buffers: Uint8Array[] = [];
  const split = (value: unknown, path: BufferPath): unknown => {
    const bytes = bytesOf(value);
    if (bytes) {
      bufferPaths.push(path);
      buffers.push(bytes);
      return undefined;
    }
    if (Array.isArray(value)) return value.map((inner, i) => split(inner, [...path, i]) ?? null);
    if (!isRecord(value)) return value;
    const kept = Object.entries(value).map(([key, inner]) => [key, split(inner, [...path, key])] as const);
    return Object.fromEntries(kept.filter(([, inner]) => inner !== undefined));
  };
  return { state: split(whole, []) as Record<string, unknown>, bufferPaths, buffers };
}

/**
 * Puts binary values back where they were. One that stands where `before` has a typed array becomes one of its type,
 * others are bytes.
 *
 * @throws DataError BAD_MESSAGE where a path leads nowhere
 */
export function joinBuffers(
  { state, bufferPaths, buffers }: SplitState,
  before: (path: BufferPath) => unknown = () => undefined,
): Record<string, unknown> {
  bufferPaths.forEach((path, i) => {
    const place = path.slice(0, -1).reduce<unknown>((at, step) => own(at, step), state);
    const buffer = buffers[i];
    if (typeof place !== "object" || place === null || path.length === 0 || !buffer) {
      const where = JSON.stringify(path);
      throw new DataError("BAD_MESSAGE", `widget: the front end sent a binary value for ${where}, which is not there.`);
    }
    const value = likeBefore(before(path), buffer);
    Object.defineProperty(place, path.at(-1)!, { value, writable: true, enumerable: true, configurable: true });
  });
  return state;
}

/** The value at the end of a path, by own properties only. */
export function valueAt(whole: unknown, path: BufferPath): unknown {
  return path.reduce<unknown>((at, step) => own(at, step), whole);
}

function own(value: unknown, step: string | number): unknown {
  const isHolder = typeof value === "object" && value !== null && Object.hasOwn(value, step);
  return isHolder ? (value as Record<string | number, unknown>)[step] : undefined;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new Uint8Array(value);
  return undefined;
}

type TypedArray = { readonly BYTES_PER_ELEMENT: number; constructor: new (buffer: ArrayBuffer) => unknown };

function likeBefore(before: unknown, buffer: Uint8Array): unknown {
  const bytes = Uint8Array.from(buffer);
  if (!ArrayBuffer.isView(before)) return before instanceof ArrayBuffer ? bytes.buffer : bytes;
  if (before instanceof DataView) return new DataView(bytes.buffer);
  const { constructor: Kind, BYTES_PER_ELEMENT } = before as unknown as TypedArray;
  // A Node Buffer, which is made by other means, counts as bytes.
  if (before instanceof Uint8Array || bytes.length % BYTES_PER_ELEMENT !== 0) return bytes;
  return new Kind(bytes.buffer);
}

/** Objects of our own making are walked through; those of classes travel as JSON writes them. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
