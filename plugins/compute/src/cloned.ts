/** What arrives of a value that was copied from another process: its data, without its methods. */
export type Cloned<T> = T extends (...args: never[]) => unknown
  ? never
  : T extends Kept
    ? T
    : T extends object
      ? { [Key in keyof T as T[Key] extends (...args: never[]) => unknown ? never : Key]: Cloned<T[Key]> }
      : T;

type Kept =
  | ArrayBuffer
  | ArrayBufferView
  | Date
  | RegExp
  | Error
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>;
