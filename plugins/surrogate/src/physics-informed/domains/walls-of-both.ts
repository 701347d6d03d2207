import { ShapeError } from "@mesoscope/sdk";
import type { Domain } from "./domain.js";
import type { WallPoint } from "./geometry.js";

/** Walls of each domain, as many as its share of the whole. */
export function wallsOfBoth(
  a: Domain,
  b: Domain,
  n: number,
  seed: number,
): [readonly WallPoint[], readonly WallPoint[]] {
  const share = a.geometry.surface / (a.geometry.surface + b.geometry.surface);
  const count = Math.max(1, Math.round(share * n));
  return [a.geometry.walls(count, seed), b.geometry.walls(Math.max(1, n - count), seed + 1)];
}

/** Throws unless the coordinates are the same. */
export function checkSame(owner: string, a: Domain, b: Domain): void {
  if (a.coordinates.join() === b.coordinates.join()) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: the coordinates are ${a.coordinates.join(", ")} and ${b.coordinates.join(", ")}. Give domains with the same ones, in the same order.`,
  );
}
