import { type ArrayInput, asMatrix, NDArray, sobolSequence } from "@mesoscope/core";
import { checkOptions, checkWhole, displaySymbol, type MimeBundle, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Geometry, WallPoint } from "./geometry.js";

/** How points of a domain are drawn. */
export interface DrawOptions {
  /** 0 by default. */
  readonly seed?: number;
}

/** Points of a boundary, of shape [n, d], with the outward normals there, of length 1, of the same shape. */
export interface BoundaryPoints {
  readonly points: NDArray;
  readonly normals: NDArray;
}

/** Drawing gives up when this many times as many points as wanted have been tried. */
const mostTries = 1024;
/** Of the size of the domain: how far from a wall a point counts as on it. */
const onWall = 1e-9;
/** Of the size of the domain: how far from a wall its two sides are probed. */
const beside = 1e-6;

/** A part of space, or of space and time; made by `box`, `ball`, `triangleMesh`, `union`, `difference` and `product`. */
export class Domain {
  readonly coordinates: readonly string[];
  /** Corners of a box around it, one number for each coordinate. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** @internal */
  readonly geometry: Geometry;
  readonly #size: number;

  /** @internal */
  constructor(geometry: Geometry) {
    this.geometry = geometry;
    this.coordinates = Object.freeze([...geometry.coordinates]);
    this.lower = Object.freeze([...geometry.lower]);
    this.upper = Object.freeze([...geometry.upper]);
    this.#size = Math.max(...this.lower.map((low, j) => this.upper[j]! - low));
    Object.freeze(this);
  }

  /**
   * For each point, of shape [n, d], whether it lies in the domain or on its boundary.
   *
   * @example
   * box({ x: [0, 1], y: [0, 2] }).contains([[0.5, 1.5], [1, 2], [1.5, 0.5]]); // [true, true, false]
   *
   * @throws ShapeError SHAPE_MISMATCH where the points have another number of coordinates
   */
  contains(points: ArrayInput): boolean[] {
    const X = this.read(points, "contains");
    return Array.from({ length: X.shape[0]! }, (_, i) => this.#holds(rowOf(X, i)));
  }

  /**
   * `n` points spread evenly over the domain, by a scrambled Sobol sequence, of shape [n, d].
   *
   * @example
   * box({ x: [0, 1], t: [0, 5] }).interior(64).shape; // [64, 2]
   *
   * @throws ValueError BAD_OPTION, NO_POINTS where almost nothing of the box around the domain lies in it
   */
  interior(n: number, options: DrawOptions = {}): NDArray {
    return this.drawInside("interior", n, seedOf("interior", n, options), {});
  }

  /**
   * `n` points spread evenly over the boundary, with the outward normals.
   *
   * @example
   * ball({ x: 0, y: 0 }, 2).boundary(16).normals.shape; // [16, 2]
   *
   * @throws ValueError BAD_OPTION, NO_POINTS
   */
  boundary(n: number, options: DrawOptions = {}): BoundaryPoints {
    return this.drawWalls("boundary", n, seedOf("boundary", n, options), () => true);
  }

  /** Points with some coordinates held, such as time at its start. @internal */
  drawInside(owner: string, n: number, seed: number, held: Readonly<Record<string, number>>): NDArray {
    const d = this.coordinates.length;
    const fixed = this.coordinates.map((name) => held[name]);
    const found = new Float64Array(n * d);
    const point = new Float64Array(d);
    let count = 0;
    for (let start = 0; count < n; start += n) {
      if (start > mostTries * n) throw noPoints(owner, this);
      const shares = sobolSequence(n, d, { seed, start }).data;
      for (let i = 0; i < n && count < n; i++) {
        for (let j = 0; j < d; j++) {
          point[j] = fixed[j] ?? this.lower[j]! + shares[i * d + j]! * (this.upper[j]! - this.lower[j]!);
        }
        if (this.#holds(point)) found.set(point, d * count++);
      }
    }
    return new NDArray(found, [n, d]);
  }

  /** Points of those walls that are wanted. @internal */
  drawWalls(owner: string, n: number, seed: number, isWanted: (wall: WallPoint) => boolean): BoundaryPoints {
    const d = this.coordinates.length;
    for (let asked = n; asked <= mostTries * n; asked *= 2) {
      const found = this.geometry.walls(asked, seed).filter((wall) => isWanted(wall) && this.#isBoundary(wall));
      if (found.length < n) continue;
      const kept = Array.from({ length: n }, (_, i) => found[Math.floor((i * found.length) / n)]!);
      const matrix = (rows: Float64Array[]) => new NDArray(Float64Array.from(rows.flatMap((row) => [...row])), [n, d]);
      return { points: matrix(kept.map(({ point }) => point)), normals: matrix(kept.map(({ normal }) => normal)) };
    }
    throw noPoints(owner, this);
  }

  /** Points of this domain's coordinates, of shape [n, d]. @internal */
  read(points: ArrayInput, owner: string): NDArray {
    const X = asMatrix(points, `${owner}: the points`);
    if (X.shape[1] === this.coordinates.length) return X;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the points have ${X.shape[1]} columns but the domain has the coordinates ${this.coordinates.join(", ")}. Give one column for each.`,
    );
  }

  #holds(point: Float64Array): boolean {
    return this.geometry.distance(point) <= onWall * this.#size;
  }

  /** Whether one side of a wall is inside and the other is not: walls within the domain are none. */
  #isBoundary({ point, normal }: WallPoint): boolean {
    const at = (step: number) => this.geometry.distance(point.map((x, j) => x + step * this.#size * normal[j]!));
    return at(beside) > 0 && at(-beside) < 0;
  }

  toString(): string {
    const ranges = this.coordinates.map((name, j) => `${name} from ${this.lower[j]} to ${this.upper[j]}`);
    return `${this.geometry.name}, ${ranges.join(", ")}`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }
}

export function rowOf({ data, shape }: NDArray, i: number): Float64Array {
  return data.subarray(i * shape[1]!, (i + 1) * shape[1]!);
}

function seedOf(owner: string, n: number, options: DrawOptions): number {
  checkWhole(owner, "n", n, 1);
  checkOptions(owner, options, ["seed"]);
  return options.seed ?? 0;
}

function noPoints(owner: string, domain: Domain): ValueError {
  return new ValueError(
    "NO_POINTS",
    `${owner}: almost no points were found in the ${domain}. Give a domain, or a choice of its boundary, that is not empty.`,
  );
}
