import type { NDArrayLike } from "@mesoscope/sdk";

/** What arrives of a value that was copied: its data, without its methods. An `NDArray` arrives as `{ data, shape }`. */
export type Cloned<T> = T extends Method
  ? never
  : T extends Kept
    ? T
    : T extends NDArrayLike
      ? NDArrayLike
      : T extends readonly unknown[]
        ? { [Key in keyof T]: Cloned<T[Key]> }
        : T extends object
          ? { [Key in keyof T as T[Key] extends Method ? never : Key]: Cloned<T[Key]> }
          : T;

type Method = (...args: never[]) => unknown;
type Kept =
  | ArrayBuffer
  | ArrayBufferView
  | Date
  | RegExp
  | Error
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>;
