import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { sizeOf } from "./shape.js";

/**
 * The coordinates of every point of a grid, one array per axis, each of shape [points of axis 1, points of axis 2, …].
 *
 * @example
 * const [x, y] = meshgrid([0, 1], [10, 20, 30]);
 * x.toArray(); // [[0, 0, 0], [1, 1, 1]]
 * y.toArray(); // [[10, 20, 30], [10, 20, 30]]
 *
 * @throws ShapeError NOT_A_VECTOR
 * @throws ValueError EMPTY without axes
 */
export function meshgrid(...axes: ArrayInput[]): NDArray[] {
  const vectors = axesOf("meshgrid", axes);
  const shape = vectors.map(({ length }) => length);
  return vectors.map((values, axis) => {
    const inner = sizeOf(shape.slice(axis + 1));
    const data = new Float64Array(sizeOf(shape));
    for (let at = 0; at < data.length; at++) data[at] = values[Math.floor(at / inner) % values.length]!;
    return new NDArray(data, shape);
  });
}

/**
 * The points of a grid as rows, of shape [points, axes], the last axis running fastest: inputs for a model.
 *
 * @example
 * gridPoints([0, 1], [10, 20]).toArray(); // [[0, 10], [0, 20], [1, 10], [1, 20]]
 *
 * @throws ShapeError NOT_A_VECTOR
 * @throws ValueError EMPTY without axes
 */
export function gridPoints(...axes: ArrayInput[]): NDArray {
  const columns = meshgrid(...axesOf("gridPoints", axes));
  const rows = columns[0]!.size;
  const data = new Float64Array(rows * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) data[i * columns.length + j] = column.data[i]!;
  });
  return new NDArray(data, [rows, columns.length]);
}

function axesOf(name: string, axes: readonly ArrayInput[]): Float64Array[] {
  if (axes.length > 0) return axes.map((values, axis) => asVector(values, `${name}: axis ${axis}`).data);
  throw new ValueError("EMPTY", `${name}: no axes were given. Give the coordinates along each, as in ${name}(x, y).`);
}
