import type { Kind } from "../../graph/tensor.js";
import type { Tfjs, Value } from "./lowering.js";

/** What the library calls a kind of number. */
export const typeOf: Readonly<Record<Kind, "float32" | "int32" | "bool">> = {
  real: "float32",
  integer: "int32",
  boolean: "bool",
};

/** The value as numbers of a kind; itself where it is of that kind. */
export function asKind(tf: Tfjs, x: Value, kind: Kind): Value {
  if (x.dtype === typeOf[kind]) return x;
  // A cast keeps other numbers than 0 and 1 as they are on wasm.
  return kind === "boolean" ? tf.notEqual(x, tf.scalar(0, x.dtype as "float32")) : tf.cast(x, typeOf[kind]);
}

export const asReal = (tf: Tfjs, x: Value): Value => asKind(tf, x, "real");

/** Values of one type: as they are where they agree, else as real numbers. */
export function alike(tf: Tfjs, values: readonly Value[]): Value[] {
  return values.every(({ dtype }) => dtype === values[0]!.dtype) ? [...values] : values.map((x) => asReal(tf, x));
}
