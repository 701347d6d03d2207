import { type ArrayInput, asMatrix, type NDArray, sobolSequence } from "@mesoscope/core";
import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { Domain } from "./domain.js";

/** A region of the plane as triangles. */
export interface TriangleMeshOptions {
  /** Of shape [n, 2]. */
  readonly vertices: ArrayInput;
  /** Rows of `vertices` at the corners of each triangle, counted from 0, of shape [m, 3]. */
  readonly triangles: ArrayInput;
  /** `["x", "y"]` by default. */
  readonly coordinates?: readonly [string, string];
}

/** An edge of one triangle only. */
interface Edge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly normal: Float64Array;
  readonly length: number;
}

/**
 * A region of the plane that a mesh of triangles covers; it may have holes. Its boundary is the edges that belong to
 * one triangle only.
 *
 * @example
 * const square = triangleMesh({ vertices: [[0, 0], [1, 0], [1, 1], [0, 1]], triangles: [[0, 1, 2], [0, 2, 3]] });
 * square.contains([[0.9, 0.1], [1.1, 0.1]]); // [true, false]
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_DOMAIN where a triangle names a vertex that is not there, or is flat
 */
export function triangleMesh(options: TriangleMeshOptions): Domain {
  checkOptions("triangleMesh", options, ["vertices", "triangles", "coordinates"]);
  const vertices = withColumns(options.vertices, "vertices", 2);
  const edges = outerEdges(vertices, withColumns(options.triangles, "triangles", 3));
  const column = (j: number) => Array.from({ length: vertices.shape[0]! }, (_, i) => vertices.data[2 * i + j]!);
  const surface = edges.reduce((sum, { length }) => sum + length, 0);
  return new Domain({
    name: "mesh of triangles",
    coordinates: options.coordinates ?? ["x", "y"],
    lower: [Math.min(...column(0)), Math.min(...column(1))],
    upper: [Math.max(...column(0)), Math.max(...column(1))],
    surface,
    distance: ([x, y]) => signedDistance(edges, x!, y!),
    walls(n, seed) {
      const shares = sobolSequence(n, 1, { seed }).data;
      return Array.from(shares, (share) => {
        let [rest, i] = [share * surface, 0];
        while (i < edges.length - 1 && rest >= edges[i]!.length) rest -= edges[i++]!.length;
        const { from, to, normal, length } = edges[i]!;
        const along = rest / length;
        return { point: Float64Array.from(from, (x, j) => x + along * (to[j]! - x)), normal };
      });
    },
  });
}

/** To the nearest edge; below 0 where a ray from the point crosses the boundary an odd number of times. */
function signedDistance(edges: readonly Edge[], x: number, y: number): number {
  let nearest = Infinity;
  let isInside = false;
  for (const { from, to, length } of edges) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const along = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / length ** 2));
    nearest = Math.min(nearest, Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy));
    if (from[1] > y !== to[1] > y && x < from[0] + ((y - from[1]) / dy) * dx) isInside = !isInside;
  }
  return isInside ? -nearest : nearest;
}

function outerEdges({ data, shape }: NDArray, triangles: NDArray): Edge[] {
  const at = (i: number) => [data[2 * i]!, data[2 * i + 1]!] as const;
  const found = new Map<string, Edge | undefined>();
  for (let k = 0; k < triangles.shape[0]!; k++) {
    const corners = [...triangles.data.subarray(3 * k, 3 * k + 3)];
    const [a, b, c] = corners.map((i) => (Number.isInteger(i) && i >= 0 && i < shape[0]! ? at(i) : undefined));
    const twiceArea = a && b && c && (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if (!twiceArea) {
      throw new ValueError(
        "BAD_DOMAIN",
        `triangleMesh: triangle ${k} of vertices ${corners.join(", ")} has no area. Give three vertices from 0 to ${shape[0]! - 1} that are not on a line.`,
      );
    }
    for (let side = 0; side < 3; side++) {
      const [i, j] = [corners[side]!, corners[(side + 1) % 3]!];
      const key = i < j ? `${i} ${j}` : `${j} ${i}`;
      found.set(key, found.has(key) ? undefined : edge(at(i), at(j), Math.sign(twiceArea)));
    }
  }
  return [...found.values()].filter((given) => given !== undefined);
}

/** The inside lies to the left of an edge where the triangle turns left. */
function edge(from: readonly [number, number], to: readonly [number, number], turn: number): Edge {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const normal = Float64Array.of((turn * (to[1] - from[1])) / length, (-turn * (to[0] - from[0])) / length);
  return { from, to, normal, length };
}

function withColumns(values: ArrayInput, name: string, columns: number): NDArray {
  const matrix = asMatrix(values, `triangleMesh: ${name}`);
  if (matrix.shape[1] === columns && matrix.data.every(Number.isFinite)) return matrix;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `triangleMesh: ${name} has ${matrix.shape[1]} columns, or numbers that are not finite. Give ${columns} finite numbers in each row.`,
  );
}
