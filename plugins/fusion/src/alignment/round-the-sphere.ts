import { mean, type NDArray, stackColumns, stackRows } from "@mesoscope/core";
import type { Places } from "./coordinates.js";

const turn = 2 * Math.PI;

/** A field at the crossings of rows (y) and columns (x). */
interface GridField {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: NDArray;
}

/**
 * A field that goes round the sphere, closed: its first column again a turn later, and at poles that are not among its
 * rows the mean of the row nearest, or for `nearest` that row itself. A field of a part of the sphere stays as it is.
 */
export function roundTheSphere({ x, y }: Places, values: NDArray, method: "bilinear" | "nearest"): GridField {
  const gap = x[0] + turn - x[x.length - 1];
  const widest = x.reduce((most, place, j) => (j > 0 ? Math.max(most, place - x[j - 1]) : most), 0);
  if (x.length < 3 || gap > 1.5 * widest) return { x, y, values };
  const isClosed = gap < 1e-9;
  const once = isClosed
    ? values.take(
        Array.from({ length: x.length - 1 }, (_, j) => j),
        1,
      )
    : values;
  const longitudes = [...(isClosed ? x.subarray(0, -1) : x), x[0] + turn];
  const ring = stackColumns(once, once.column(0));
  const poleOf = (row: number) =>
    method === "nearest" ? ring.row(row).data : new Float64Array(longitudes.length).fill(mean(once.row(row)));
  const south = y[0] > -turn / 4 ? [poleOf(0)] : [];
  const north = y[y.length - 1] < turn / 4 ? [poleOf(y.length - 1)] : [];
  return {
    x: Float64Array.from(longitudes),
    y: Float64Array.from([...south.map(() => -turn / 4), ...y, ...north.map(() => turn / 4)]),
    values: stackRows(...south, ring, ...north),
  };
}
