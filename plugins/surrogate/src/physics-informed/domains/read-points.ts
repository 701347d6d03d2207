import type { ArrayInput, NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { type Domain, rowOf } from "./domain.js";

/**
 * Points of a domain, without holes.
 *
 * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES, OUTSIDE_DOMAIN
 */
export function readPoints(owner: string, domain: Domain, given: ArrayInput): NDArray {
  const points = domain.read(given, owner);
  const missing = points.data.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0) {
    const row = Math.floor(missing / points.shape[1]!);
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: the points hold ${points.data[missing]} in row ${row}. Leave out rows that are not finite.`,
    );
  }
  const outside = domain.contains(points).indexOf(false);
  if (outside >= 0) {
    throw new DataError(
      "OUTSIDE_DOMAIN",
      `${owner}: the point (${rowOf(points, outside).join(", ")}) of row ${outside} lies outside the ${domain}. Keep the rows for which domain.contains is true.`,
    );
  }
  return points;
}
