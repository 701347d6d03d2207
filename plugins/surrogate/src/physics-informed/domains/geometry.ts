/** A point of a boundary and its outward normal, of length 1. */
export interface WallPoint {
  readonly point: Float64Array;
  readonly normal: Float64Array;
}

/** What a domain is made of: each kind of domain gives one. */
export interface Geometry {
  /** Such as "box": how the domain is described. */
  readonly name: string;
  readonly coordinates: readonly string[];
  /** Corners of a box around it. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Below 0 inside, 0 on the boundary, above 0 outside; its size is at most the distance to the boundary. */
  distance(point: Float64Array): number;
  /** The measure of the boundary, before what lies inside other parts is left out. */
  readonly surface: number;
  /** Points spread evenly over the boundary, `n` before those inside other parts are left out. */
  walls(n: number, seed: number): readonly WallPoint[];
}
