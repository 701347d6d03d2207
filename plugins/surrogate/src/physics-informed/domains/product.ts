import { randomStream } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { Domain, rowOf } from "./domain.js";
import type { WallPoint } from "./geometry.js";

/**
 * Points with the coordinates of both, such as a plate over a time: `product(plate, box({ t: [0, 1] }))`.
 *
 * @example
 * product(ball({ x: 0, y: 0 }, 1), box({ t: [0, 5] })).coordinates; // ["x", "y", "t"]
 *
 * @throws ValueError BAD_DOMAIN where they share a coordinate
 */
export function product(a: Domain, b: Domain): Domain {
  const shared = a.coordinates.find((name) => b.coordinates.includes(name));
  if (shared !== undefined) {
    throw new ValueError("BAD_DOMAIN", `product: both domains have the coordinate ${shared}. Name them differently.`);
  }
  const [first, second] = [a.geometry, b.geometry];
  const d = a.coordinates.length;
  return new Domain({
    name: `product of ${first.name} and ${second.name}`,
    coordinates: [...a.coordinates, ...b.coordinates],
    lower: [...a.lower, ...b.lower],
    upper: [...a.upper, ...b.upper],
    distance: (point) => Math.max(first.distance(point.subarray(0, d)), second.distance(point.subarray(d))),
    surface: first.surface + second.surface,
    walls(n, seed) {
      const half = Math.ceil(n / 2);
      const sides = beside(a, b, half, seed, (wall, inner) => [...wall, ...inner]);
      return [...sides, ...beside(b, a, half, seed + 1, (wall, inner) => [...inner, ...wall])];
    },
  });
}

/** Walls of one factor, each with a point inside the other; in another order, as both come from one sequence. */
function beside(
  walled: Domain,
  inner: Domain,
  n: number,
  seed: number,
  join: (wall: Float64Array, inner: Float64Array) => number[],
): WallPoint[] {
  const order = randomStream(seed).permutation(n);
  const { points, normals } = walled.boundary(n, { seed });
  const within = inner.interior(n, { seed });
  const none = new Float64Array(inner.coordinates.length);
  return Array.from(order, (at, i) => ({
    point: Float64Array.from(join(rowOf(points, i), rowOf(within, at))),
    normal: Float64Array.from(join(rowOf(normals, i), none)),
  }));
}
