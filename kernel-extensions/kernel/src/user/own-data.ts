/** The value of an own property that is plain data; undefined for a getter, which is never called. */
export function ownData(value: unknown, key: PropertyKey): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** The number of entries of an array or a typed array, whatever its class says; undefined for all else. */
export function lengthOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? (typedLength.call(value) as number) : undefined;
}

const typedLength = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length")!.get!;

/** Entry `i` of an array as a number; NaN where it is none. */
export function numberAt(array: object, i: number): number {
  const entry = ArrayBuffer.isView(array) ? (array as unknown as ArrayLike<unknown>)[i] : ownData(array, i);
  return typeof entry === "number" ? entry : Number.NaN;
}
