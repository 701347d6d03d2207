import { type ArrayInput, asArray, NDArray } from "@mesoscope/core";
import { DataError, ShapeError } from "@mesoscope/sdk";

/** The parameters of a model, by name: weights of a network, coefficients of a regression, anything that is averaged. */
export type NamedArrays = Readonly<Record<string, NDArray>>;

/** Named arrays as they are given: of anything that `asArray` reads. */
export type NamedArrayInput = Readonly<Record<string, ArrayInput>>;

/** The arrays in a copy of their own, each of finite numbers. */
export function readArrays(owner: string, given: NamedArrayInput): NamedArrays {
  return mapArrays(given, (values, name) => {
    const read = asArray(values, `${owner}: ${name}`);
    const bad = read.data.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) return new NDArray(read.data.slice(), read.shape);
    throw new DataError(
      "NOT_FINITE",
      `${owner}: entry ${bad} of ${name} is ${read.data[bad]}. Give finite numbers; a smaller learning rate may help.`,
    );
  });
}

/**
 * Throws unless both have the same names and shapes.
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function checkAlike(owner: string, arrays: NamedArrays, expected: NamedArrays): void {
  const names = new Set([...Object.keys(expected), ...Object.keys(arrays)]);
  for (const name of names) {
    const [found, wanted] = [shapeText(arrays[name]), shapeText(expected[name])];
    if (found === wanted) continue;
    throw new ShapeError("SHAPE_MISMATCH", `${owner}: ${name} has ${found} but ${wanted} is expected. Keep the model.`);
  }
}

/** The results of `change`, by name. */
export function mapArrays<T, R>(arrays: Readonly<Record<string, T>>, change: (one: T, name: string) => R) {
  return Object.fromEntries(Object.entries(arrays).map(([name, one]) => [name, change(one, name)]));
}

/** All entries in one row, in the order of `like`. */
export function flatten(arrays: NamedArrays, like: NamedArrays): Float64Array {
  const names = Object.keys(like);
  const flat = new Float64Array(entriesOf(like));
  let offset = 0;
  for (const name of names) {
    flat.set(arrays[name]!.data, offset);
    offset += arrays[name]!.size;
  }
  return flat;
}

/** The arrays that `flatten` laid in a row. */
export function unflatten(flat: Float64Array, like: NamedArrays): NamedArrays {
  let offset = 0;
  return mapArrays(like, ({ size, shape }) => {
    offset += size;
    return new NDArray(flat.slice(offset - size, offset), shape);
  });
}

/** How many numbers there are. */
export function entriesOf(arrays: NamedArrays): number {
  return Object.values(arrays).reduce((sum, { size }) => sum + size, 0);
}

function shapeText(array: NDArray | undefined): string {
  return array ? `shape [${array.shape.join(", ")}]` : "no array";
}
