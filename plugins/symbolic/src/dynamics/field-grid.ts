import { type ArrayInput, asArray, asVector, NDArray } from "@mesoscope/core";
import { DataError, ShapeError, ValueError } from "@mesoscope/sdk";

/** Fields sampled over time and one or two directions of space. */
export interface FieldGrid {
  /** "t", then those of space. */
  readonly axisNames: readonly string[];
  readonly axes: readonly Float64Array[];
  readonly fields: Readonly<Record<string, NDArray>>;
}

const leastPoints = 12;

/** Checked. */
export function readGrid(
  owner: string,
  axes: Readonly<Record<string, ArrayInput>>,
  fields: Readonly<Record<string, ArrayInput>>,
): FieldGrid {
  const { t, ...space } = axes;
  const spaceNames = Object.keys(space);
  if (t === undefined || spaceNames.length < 1 || spaceNames.length > 2) {
    throw new ValueError(
      "BAD_AXES",
      `${owner}: the axes are ${Object.keys(axes).join(", ") || "none"}. Give t and one or two of space, as in { t, x }.`,
    );
  }
  const axisNames = ["t", ...spaceNames];
  const points = axisNames.map((name) => {
    const values = asVector(axes[name], `${owner}: ${name}`).data;
    checkAxis(owner, name, values);
    return values;
  });
  const shape = points.map((values) => values.length);
  const read = Object.entries(fields).map(([name, given]): [string, NDArray] => {
    const field = asArray(given, `${owner}: ${name}`);
    if (field.shape.join() !== shape.join()) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `${owner}: ${name} has shape [${field.shape}] but the axes ${axisNames.join(", ")} ask for [${shape}]. Give one value per grid point.`,
      );
    }
    const bad = field.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new DataError(
        "MISSING_VALUES",
        `${owner}: ${name} has ${field.data[bad]} at grid point ${bad}. Fill gaps in, or cut them off the grid.`,
      );
    }
    if (field.data.every((value) => value === field.data[0])) {
      throw new DataError(
        "CONSTANT_STATE",
        `${owner}: the field ${name} is ${field.data[0]} at every grid point, so it has no dynamics. Leave it out.`,
      );
    }
    return [name, field];
  });
  if (read.length === 0)
    throw new ValueError("BAD_OPTION", `${owner}: there are no fields. Give at least one, as in { u }.`);
  return { axisNames, axes: points, fields: Object.fromEntries(read) };
}

function checkAxis(owner: string, name: string, values: Float64Array): void {
  if (values.length < leastPoints) {
    throw new DataError(
      "TOO_FEW_ROWS",
      `${owner}: the axis ${name} has ${values.length} points, too few for integrals over windows. Give at least ${leastPoints}.`,
    );
  }
  const stopped = values.findIndex((value, i) => !(value > (values[i - 1] ?? Number.NEGATIVE_INFINITY)));
  if (stopped < 0) return;
  throw new DataError(
    "NOT_INCREASING",
    `${owner}: ${name} is ${values[stopped]} after ${values[stopped - 1]}. Sort the axis and drop repeated points.`,
  );
}

/** All lines of a field along an axis. */
export function linesAlong({ data, shape }: NDArray, axis: number): Float64Array[] {
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const count = data.length / shape[axis];
  return Array.from({ length: count }, (_, line) => {
    const offset = Math.floor(line / inner) * inner * shape[axis] + (line % inner);
    return Float64Array.from({ length: shape[axis] }, (_, i) => data[offset + i * inner]);
  });
}

/** A matrix [queries, points] applied along an axis. */
export function applyAlong(matrix: NDArray, { data, shape }: NDArray, axis: number): NDArray {
  const outer = shape.slice(0, axis).reduce((product, size) => product * size, 1);
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const [queries, points] = matrix.shape;
  const result = new Float64Array(outer * queries * inner);
  for (let o = 0; o < outer; o++) {
    for (let q = 0; q < queries; q++) {
      const to = (o * queries + q) * inner;
      for (let i = 0; i < points; i++) {
        const weight = matrix.data[q * points + i];
        if (weight === 0) continue;
        const from = (o * points + i) * inner;
        for (let k = 0; k < inner; k++) result[to + k] += weight * data[from + k];
      }
    }
  }
  return new NDArray(result, shape.with(axis, queries));
}
