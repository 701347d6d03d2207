import { NDArray } from "@mesoscope/core";
import { type Extension, extendedPosition } from "../denoising/extension.js";
import type { Sample } from "./field-sample.js";

/** An orthogonal matrix [[a, b], [c, d]] by rows. */
type Turn = readonly [number, number, number, number];

/** Where each place of the changed field comes from, and how what has a direction turns. */
export interface Warp {
  readonly shape: readonly [number, number];
  readonly turn: Turn;
  /** The place (row, column) from which a place is taken; between the places of the grid where not whole. */
  source(row: number, column: number): readonly [number, number];
}

/** How places between those of the grid, and beyond it, are read. */
export interface Look {
  /** `bilinear` (default) or `nearest`; masks are always read at the nearest place. */
  readonly method?: "bilinear" | "nearest";
  /** A number for places beyond the field, or how it goes on; NaN unless given. */
  readonly beyond?: number | Extension;
}

/** The sample with field, mask, vectors, tensors and orientations changed alike. */
export function warp(sample: Sample, change: Warp, look: Look = {}): Sample {
  const turn = change.turn;
  const { mask, vectors, tensors, orientations } = sample;
  return {
    ...sample,
    field: resampled(sample.field, change, look),
    ...(mask && { mask: resampled(mask, change, { ...look, method: "nearest" }) }),
    ...(vectors && { vectors: turnVectors(resampled(vectors, change, look), turn) }),
    ...(tensors && { tensors: turnTensors(resampled(tensors, change, look), turn) }),
    ...(orientations && {
      orientations: Object.fromEntries(
        Object.entries(orientations).map(([name, angle]) => [name, turnAngle(angle, turn)]),
      ),
    }),
  };
}

/** Turned counter-clockwise about the middle; by whole quarters exactly, with rows and columns exchanged. */
export function rotationWarp([rows, columns]: readonly number[], angle: number): Warp {
  const quarters = Math.round(angle / (Math.PI / 2));
  const isQuarter = Math.abs(angle - (quarters * Math.PI) / 2) < 1e-12;
  const [cosine, sine] = isQuarter ? quarterTurn(quarters) : [Math.cos(angle), Math.sin(angle)];
  const swapped = isQuarter && quarters % 2 !== 0;
  const shape: [number, number] = swapped ? [columns, rows] : [rows, columns];
  return {
    shape,
    turn: [cosine, -sine, sine, cosine],
    source: (row, column) => {
      const [x, y] = [column - (shape[1] - 1) / 2, row - (shape[0] - 1) / 2];
      return [(rows - 1) / 2 - sine * x + cosine * y, (columns - 1) / 2 + cosine * x + sine * y];
    },
  };
}

/** Mirrored along x (columns) or along y (rows). */
export function reflectionWarp([rows, columns]: readonly number[], axis: "x" | "y"): Warp {
  const isX = axis === "x";
  return {
    shape: [rows, columns],
    turn: isX ? [-1, 0, 0, 1] : [1, 0, 0, -1],
    source: (row, column) => (isX ? [row, columns - 1 - column] : [rows - 1 - row, column]),
  };
}

/** Moved up by rows and across by columns. */
export function translationWarp([rows, columns]: readonly number[], up: number, across: number): Warp {
  return { shape: [rows, columns], turn: [1, 0, 0, 1], source: (row, column) => [row - up, column - across] };
}

/** The part of a shape whose lowest row and column are the corner. */
export function cropWarp(shape: readonly [number, number], [row, column]: readonly [number, number]): Warp {
  return { shape, turn: [1, 0, 0, 1], source: (i, j) => [i + row, j + column] };
}

function quarterTurn(quarters: number): [number, number] {
  const turns = ((quarters % 4) + 4) % 4;
  return [[1, 0, -1, 0][turns], [0, 1, 0, -1][turns]];
}

/** Rows and columns of `array` read anew; axes beyond them go along. */
function resampled(array: NDArray, { shape, source }: Warp, look: Look): NDArray {
  const [rows, columns, ...inner] = array.shape;
  const size = inner.reduce((product, length) => product * length, 1);
  const result = new NDArray(new Float64Array(shape[0] * shape[1] * size), [...shape, ...inner]);
  const read = reader(array.data, rows, columns, size, look.beyond ?? Number.NaN);
  for (let i = 0; i < shape[0]; i++) {
    for (let j = 0; j < shape[1]; j++) {
      const [row, column] = source(i, j);
      for (let k = 0; k < size; k++) {
        result.data[(i * shape[1] + j) * size + k] =
          look.method === "nearest" ? read(Math.round(row), Math.round(column), k) : bilinear(read, row, column, k);
      }
    }
  }
  return result;
}

type Read = (row: number, column: number, component: number) => number;

function reader(data: Float64Array, rows: number, columns: number, size: number, beyond: number | Extension): Read {
  return (row, column, component) => {
    const isOutside = row < 0 || column < 0 || row >= rows || column >= columns;
    if (isOutside && typeof beyond === "number") return beyond;
    const [i, j] = isOutside
      ? [extendedPosition(row, rows, beyond as Extension), extendedPosition(column, columns, beyond as Extension)]
      : [row, column];
    return i < 0 || j < 0 ? 0 : data[(i * columns + j) * size + component];
  };
}

function bilinear(read: Read, row: number, column: number, component: number): number {
  const [i, j] = [snapped(row), snapped(column)];
  const [low, left] = [Math.floor(i), Math.floor(j)];
  const [up, across] = [i - low, j - left];
  const along = (at: number) => mixed(read(at, left, component), () => read(at, left + 1, component), across);
  return mixed(along(low), () => along(low + 1), up);
}

/** Without looking at the second where its share is 0, as it may lie beyond the field. */
function mixed(first: number, second: () => number, share: number): number {
  return share === 0 ? first : first + share * (second() - first);
}

/** Whole where it is whole apart from rounding. */
function snapped(place: number): number {
  const whole = Math.round(place);
  return Math.abs(place - whole) < 1e-9 ? whole : place;
}

function turnVectors(vectors: NDArray, [a, b, c, d]: Turn): NDArray {
  return vectors.map((value, at) => {
    const [x, y] = at % 2 === 0 ? [value, vectors.data[at + 1]] : [vectors.data[at - 1], value];
    return at % 2 === 0 ? a * x + b * y : c * x + d * y;
  });
}

/** `Q T Qᵀ` at each place. */
function turnTensors(tensors: NDArray, [a, b, c, d]: Turn): NDArray {
  return tensors.map((_, at) => {
    const start = at - (at % 4);
    const [xx, xy, yx, yy] = tensors.data.subarray(start, start + 4);
    const [left, right] = [at % 4 < 2 ? [a, b] : [c, d], at % 2 === 0 ? [a, b] : [c, d]];
    return left[0] * (xx * right[0] + xy * right[1]) + left[1] * (yx * right[0] + yy * right[1]);
  });
}

function turnAngle(angle: number, [a, b, c, d]: Turn): number {
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  return Math.atan2(c * x + d * y, a * x + b * y);
}
