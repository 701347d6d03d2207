import { normalQuantile, sobolSequence } from "@mesoscope/core";
import { checkPositive, ValueError } from "@mesoscope/sdk";
import { Domain } from "./domain.js";

/**
 * A disc, or a ball, by its centre and radius.
 *
 * @example
 * ball({ x: 0, y: 0 }, 1).contains([[0.6, 0.6], [0.8, 0.8]]); // [true, false]
 *
 * @throws ValueError BAD_DOMAIN, BAD_OPTION where the radius is not above 0
 */
export function ball(centre: Readonly<Record<string, number>>, radius: number): Domain {
  const coordinates = Object.keys(centre ?? {});
  const middle = Object.values(centre ?? {});
  if (coordinates.length === 0 || !middle.every(Number.isFinite)) {
    throw new ValueError("BAD_DOMAIN", "ball: the centre is no point. Give a number for each coordinate, as { x: 0 }.");
  }
  checkPositive("ball", "radius", radius);
  const d = coordinates.length;
  return new Domain({
    name: "ball",
    coordinates,
    lower: middle.map((x) => x - radius),
    upper: middle.map((x) => x + radius),
    surface: d * ballVolume(d) * radius ** (d - 1),
    distance: (point) => Math.hypot(...point.map((x, j) => x - middle[j]!)) - radius,
    walls: (n, seed) =>
      directions(n, d, seed).map((normal) => ({ point: normal.map((x, j) => middle[j]! + radius * x), normal })),
  });
}

/** Of radius 1. */
function ballVolume(d: number): number {
  return d < 2 ? 1 + d : (ballVolume(d - 2) * 2 * Math.PI) / d;
}

/** Evenly spread vectors of length 1: angles in the plane, else normal numbers made that long. */
function directions(n: number, d: number, seed: number): Float64Array[] {
  const shares = sobolSequence(n, d === 2 ? 1 : d, { seed }).data;
  return Array.from({ length: n }, (_, i) => {
    if (d === 2) return Float64Array.of(Math.cos(2 * Math.PI * shares[i]!), Math.sin(2 * Math.PI * shares[i]!));
    const normals = shares.subarray(i * d, (i + 1) * d).map((share) => normalQuantile(share + 2 ** -33));
    const length = Math.hypot(...normals);
    return normals.map((x) => x / length);
  });
}
