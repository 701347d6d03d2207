import { asMatrix, asVector, type NDArray } from "@mesoscope/core";
import { type ArrayLike, DataError, ShapeError, ValueError } from "@mesoscope/sdk";
import { type CensoredTargets, isCensored } from "./censored.js";

/** What a model learns from, checked and copied. */
export interface TrainingData {
  /** Shape [n, d]. */
  readonly X: NDArray;
  /** Shape [n]. */
  readonly y: NDArray;
  /** As in `CensoredTargets`; absent where every target is a measured value. */
  readonly bounds: Int8Array | undefined;
  /** A name for every column of `X`. */
  readonly inputs: readonly string[];
}

/**
 * Reads what `fit` was given.
 *
 * @throws ShapeError SHAPE_MISMATCH, EMPTY
 * @throws DataError MISSING_VALUES where a number is not finite, with its row and column
 */
export function readTrainingData(
  X: ArrayLike,
  y: ArrayLike | CensoredTargets,
  owner = "gaussianProcess.fit",
): TrainingData {
  const points = readPoints(owner, X);
  const targets = asVector(isCensored(y) ? y.values : y, `${owner}: y`);
  const [rows, columns] = points.shape;
  if (rows !== targets.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${rows} rows but y has ${targets.size}. Give one target per row.`,
    );
  }
  if (rows === 0 || columns === 0) {
    throw new ShapeError("EMPTY", `${owner}: X has ${rows} rows and ${columns} columns. Give at least one.`);
  }
  const bad = targets.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: y is ${targets.data[bad]} in row ${bad}. Remove the row or fill in the value.`,
    );
  }
  const bounds = isCensored(y) && y.bounds.some((bound) => bound !== 0) ? y.bounds.slice() : undefined;
  return { X: points.map(same), y: targets.map(same), bounds, inputs: inputNames(X, columns) };
}

/**
 * As `readTrainingData`, for models that know no bounds.
 *
 * @throws ValueError BAD_VALUE where a target is only a bound
 */
export function readMeasured(X: ArrayLike, y: ArrayLike, owner: string): TrainingData {
  const data = readTrainingData(X, y, owner);
  if (!data.bounds) return data;
  throw new ValueError("BAD_VALUE", `${owner}: some targets are only bounds. Fit these with gaussianProcess.`);
}

/** Only some rows, by number. */
export function takeRows(data: TrainingData, rows: readonly number[]): TrainingData {
  return { ...data, X: data.X.take(rows), y: data.y.take(rows), bounds: takeBounds(data.bounds, rows) };
}

/** The bounds of some rows; absent where all of these are measured. */
export function takeBounds(bounds: Int8Array | undefined, rows: readonly number[]): Int8Array | undefined {
  const taken = bounds && Int8Array.from(rows, (i) => bounds[i]);
  return taken?.some((bound) => bound !== 0) ? taken : undefined;
}

/** A matrix of finite numbers. */
export function readPoints(owner: string, X: ArrayLike): NDArray {
  const points = asMatrix(X, `${owner}: X`);
  const bad = points.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const columns = points.shape[1];
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: X is ${points.data[bad]} in row ${Math.floor(bad / columns)}, column ${bad % columns}. Remove the row or fill in the value.`,
    );
  }
  return points;
}

const same = (value: number) => value;

function inputNames(X: ArrayLike, columns: number): readonly string[] {
  const { columns: names } = X as { columns?: unknown };
  if (Array.isArray(names) && names.length === columns) return names.map(String);
  return Array.from({ length: columns }, (_, j) => `x${j}`);
}
