import { type ArrayInput, asArray, NDArray, type NestedNumbers } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import { Tensor } from "./tensor.js";

/** The same lists and objects with every array and number as a `Leaf`. */
export type Like<T, Leaf> = T extends Tensor | NDArray | number | readonly number[] | ArrayBufferView
  ? Leaf
  : { [K in keyof T]: Like<T[K], Leaf> };

/** The same lists and objects with arrays and numbers where there are tensors. */
export type Given<T> = T extends Tensor
  ? ArrayInput | number
  : T extends ArrayBufferView | readonly NestedNumbers[]
    ? T
    : T extends object
      ? { [K in keyof T]: Given<T[K]> }
      : T;

/** The values of a tree in order, and the way back. */
export interface Flat<Leaf> {
  readonly leaves: readonly Leaf[];
  /** Paths such as `layers.0.weights`, one for each leaf. */
  readonly paths: readonly string[];
  rebuild(leaves: readonly unknown[]): unknown;
}

/**
 * Takes a tree apart: tensors, arrays, numbers and (nested) lists of numbers are its leaves.
 *
 * @throws ShapeError BAD_TREE at a value that is neither, with its path
 */
export function flatten(tree: unknown): Flat<Tensor | NDArray> {
  const leaves: (Tensor | NDArray)[] = [];
  const paths: string[] = [];
  return { leaves, paths, rebuild: visit(tree, "") };

  function visit(value: unknown, path: string): (given: readonly unknown[]) => unknown {
    const leaf = asLeaf(value);
    if (leaf) {
      const at = leaves.push(leaf) - 1;
      paths.push(path);
      return (given) => given[at];
    }
    if (Array.isArray(value)) {
      const parts = value.map((part, i) => visit(part, joined(path, String(i))));
      return (given) => parts.map((part) => part(given));
    }
    if (isPlainObject(value)) {
      const parts = Object.entries(value).map(([name, part]) => [name, visit(part, joined(path, name))] as const);
      return (given) => Object.fromEntries(parts.map(([name, part]) => [name, part(given)]));
    }
    throw new ShapeError(
      "BAD_TREE",
      `tensor: ${path || "the value"} is ${nameOf(value)}. Give tensors, arrays and numbers, in lists and objects.`,
    );
  }
}

/** As `flatten`, for the arguments of a function: the list itself is no leaf, also where its parts are numbers. */
export function flattenArguments(args: readonly unknown[]): Flat<Tensor | NDArray> {
  const { leaves, paths, rebuild } = flatten({ ...args });
  return { leaves, paths, rebuild: (given) => Object.values(rebuild(given) as object) };
}

function asLeaf(value: unknown): Tensor | NDArray | undefined {
  if (value instanceof Tensor || value instanceof NDArray) return value;
  if (typeof value === "number") return new NDArray(Float64Array.of(value), []);
  if (ArrayBuffer.isView(value) || isNumbers(value) || isTableLike(value)) return asArray(value as number[]);
  return undefined;
}

function isNumbers(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((entry) => typeof entry === "number") || value.every(isNumbers);
}

/** Objects with a class would lose it on the way back; a promise would even lose its value. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return `a ${value.constructor.name}`;
}

/** Columns and tables of polars and Arrow, and arrays of other copies of core. */
function isTableLike(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { getColumn, toArray, shape, data } = value as Record<string, unknown>;
  return (
    typeof getColumn === "function" ||
    typeof toArray === "function" ||
    (Array.isArray(shape) && ArrayBuffer.isView(data))
  );
}

function joined(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
