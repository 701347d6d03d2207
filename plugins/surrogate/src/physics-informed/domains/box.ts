import { sobolSequence } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { Domain } from "./domain.js";
import type { Geometry, WallPoint } from "./geometry.js";

/**
 * An interval, rectangle, or box, by the range of each coordinate; time is a coordinate as any other.
 *
 * @example
 * box({ x: [-1, 1], t: [0, 1] }).toString(); // "box, x from -1 to 1, t from 0 to 1"
 *
 * @throws ValueError BAD_DOMAIN where a range is empty or not finite, or there is none
 */
export function box(ranges: Readonly<Record<string, readonly [lower: number, upper: number]>>): Domain {
  const coordinates = Object.keys(ranges ?? {});
  if (coordinates.length === 0) {
    throw new ValueError("BAD_DOMAIN", "box: there are no coordinates. Give a range for each, as { x: [0, 1] }.");
  }
  for (const name of coordinates) {
    const [low, high] = ranges[name] ?? [];
    if (Number.isFinite(low) && Number.isFinite(high) && low! < high!) continue;
    throw new ValueError(
      "BAD_DOMAIN",
      `box: ${name} goes from ${low} to ${high}. Give two finite numbers, the lower one first.`,
    );
  }
  const lower = coordinates.map((name) => ranges[name]![0]);
  const upper = coordinates.map((name) => ranges[name]![1]);
  return new Domain(boxGeometry(coordinates, lower, upper));
}

function boxGeometry(coordinates: readonly string[], lower: readonly number[], upper: readonly number[]): Geometry {
  const d = coordinates.length;
  const widths = lower.map((low, j) => upper[j]! - low);
  const measures = widths.map((_, j) => widths.reduce((area, width, k) => (k === j ? area : area * width), 1));
  const surface = 2 * measures.reduce((sum, area) => sum + area, 0);
  return {
    name: "box",
    coordinates,
    lower,
    upper,
    surface,
    distance: (point) => point.reduce((most, x, j) => Math.max(most, lower[j]! - x, x - upper[j]!), -Infinity),
    walls(n, seed) {
      const shares = sobolSequence(n, Math.max(1, d - 1), { seed }).data;
      return Array.from({ length: n }, (_, i) => wallAt(shares.subarray(i * Math.max(1, d - 1))));
    },
  };

  /** The first share picks the face and, stretched over it, is the place along the first other coordinate. */
  function wallAt(shares: Float64Array): WallPoint {
    let rest = shares[0]! * surface;
    let face = 0;
    while (face < 2 * d - 1 && rest >= measures[face >> 1]!) rest -= measures[face++ >> 1]!;
    const axis = face >> 1;
    const isUpper = face % 2 === 1;
    const point = new Float64Array(d);
    let next = 0;
    for (let j = 0; j < d; j++) {
      if (j === axis) continue;
      const share = next === 0 ? rest / measures[axis]! : shares[next]!;
      point[j] = lower[j]! + share * widths[j]!;
      next++;
    }
    point[axis] = isUpper ? upper[axis]! : lower[axis]!;
    return { point, normal: Float64Array.from({ length: d }, (_, j) => (j === axis ? (isUpper ? 1 : -1) : 0)) };
  }
}
