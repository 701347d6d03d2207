import { type ArrayInput, asArray, asMatrix, asVector, type NDArray } from "@mesoscope/core";
import { checkNumber, DataError, ShapeError, ValueError } from "@mesoscope/sdk";

/** An odd number of entries, so that a window has a middle. */
export function checkWindow(owner: string, window: unknown): void {
  checkNumber(
    owner,
    "window",
    window,
    "an odd whole number from 1",
    (x) => Number.isSafeInteger(x) && x % 2 === 1 && x > 0,
  );
}

/** The values as a vector of at least `least` finite numbers. */
export function finiteVector(values: ArrayInput, subject: string, least = 1): NDArray {
  const vector = asVector(values, subject);
  checkLength(vector, subject, least);
  checkFinite(vector, subject);
  return vector;
}

/** The values as a vector in which NaN says that one is missing. */
export function gappedVector(values: ArrayInput, subject: string, least = 1): NDArray {
  const vector = asVector(values, subject);
  checkLength(vector, subject, least);
  checkNotInfinite(vector, subject);
  return vector;
}

/** The values as a vector or a matrix of finite numbers. */
export function finiteField(values: ArrayInput, subject: string): NDArray {
  const field = asArray(values, subject);
  if (field.rank !== 1 && field.rank !== 2) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${subject} has ${field.rank} axes where a series or a field is needed. Give [n] or [rows, columns].`,
    );
  }
  checkLength(field, subject, 1);
  checkFinite(field, subject);
  return field;
}

/** The values as a matrix in which NaN says that one is missing. */
export function gappedMatrix(values: ArrayInput, subject: string): NDArray {
  const matrix = asMatrix(values, subject);
  checkLength(matrix, subject, 1);
  checkNotInfinite(matrix, subject);
  return matrix;
}

/** Times or positions that grow from each to the next. */
export function growingVector(values: ArrayInput, subject: string, least = 1): Float64Array {
  const { data } = finiteVector(values, subject, least);
  checkOrder(data, subject, (before, after) => before < after);
  return data;
}

/** Positions that grow from each to the next, or fall. */
export function monotoneVector(values: ArrayInput, subject: string, least = 1): Float64Array {
  const { data } = finiteVector(values, subject, least);
  const isFalling = data[1] < data[0];
  checkOrder(data, subject, (before, after) => (isFalling ? before > after : before < after));
  return data;
}

function checkOrder(data: Float64Array, subject: string, isInOrder: (before: number, after: number) => boolean): void {
  const at = data.findIndex((value, i) => i > 0 && !isInOrder(data[i - 1], value));
  if (at < 0) return;
  throw new DataError(
    "NOT_SORTED",
    `${subject} goes from ${data[at - 1]} to ${data[at]} at entry ${at}. Sort it, and merge entries that are equal.`,
  );
}

export function checkSameLength(owner: string, name: string, length: number, otherName: string, other: number): void {
  if (length === other) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: ${name} has ${length} entries but ${otherName} has ${other}. Give one for each of the other.`,
  );
}

function checkLength(array: NDArray, subject: string, least: number): void {
  if (array.size >= least) return;
  throw new ValueError(
    "EMPTY",
    `${subject} has ${array.size} numbers, which is too few. Give at least ${least} of them.`,
  );
}

function checkFinite(array: NDArray, subject: string): void {
  const at = array.data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new ValueError(
    "NOT_FINITE",
    `${subject} has ${array.data[at]} at entry ${at}. Fill or leave out values that are missing or infinite first.`,
  );
}

function checkNotInfinite(array: NDArray, subject: string): void {
  const at = array.data.findIndex((value) => Math.abs(value) === Infinity);
  if (at < 0) return;
  throw new ValueError(
    "NOT_FINITE",
    `${subject} has ${array.data[at]} at entry ${at}. Replace infinities by numbers, or by NaN for missing.`,
  );
}
