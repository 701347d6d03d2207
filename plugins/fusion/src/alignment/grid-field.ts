import type { NDArray } from "@mesoscope/core";
import { ShapeError, UnitError } from "@mesoscope/sdk";
import type { Grid } from "../formats/grid.js";
import { cellEdges } from "./cell-edges.js";
import type { Coordinates } from "./coordinates.js";

const upNames = /^(lat|latitude|y)$/i;
const acrossNames = /^(lon|longitude|x)$/i;
const sphereNames = /^(lat|latitude|lon|longitude)$/i;

/** The field of a grid of two dimensions: where its columns and rows are, and its numbers in SI. */
export interface GridField {
  readonly coordinates: Coordinates;
  /** Of shape [rows, columns]. */
  readonly values: NDArray;
}

/**
 * Reads a grid as a field: on the sphere where its dimensions are latitude and longitude, else in a plane. Rows are
 * latitudes or y, in whatever order its dimensions are.
 *
 * @throws ShapeError NOT_A_FIELD; UnitError DIMENSION_MISMATCH
 */
export function gridField(owner: string, grid: Grid): GridField {
  checkDimensions(owner, grid);
  const [first, second] = grid.dimensions as [string, string];
  const isTurned = acrossNames.test(first) || upNames.test(second);
  const [up, across] = isTurned ? [second, first] : [first, second];
  const values = isTurned ? grid.values.transpose() : grid.values;
  if (!(sphereNames.test(up) && sphereNames.test(across))) {
    return { coordinates: { x: grid.coordinate(across), y: grid.coordinate(up) }, values };
  }
  const angles = (dimension: string) => {
    checkAngle(owner, grid, dimension);
    return grid.coordinate(dimension, { in: "rad" });
  };
  return { coordinates: { longitude: angles(across), latitude: angles(up) }, values };
}

/** The edges of the cells of a grid, half-way between its positions. */
export function gridEdges(owner: string, grid: Grid): Coordinates {
  const { coordinates } = gridField(owner, grid);
  if ("x" in coordinates) return { x: cellEdges(coordinates.x), y: cellEdges(coordinates.y) };
  const poles = [-Math.PI / 2, Math.PI / 2] as const;
  return {
    longitude: cellEdges(coordinates.longitude),
    latitude: cellEdges(coordinates.latitude, { within: poles }),
  };
}

function checkDimensions(owner: string, { dimensions, name }: Grid): void {
  if (dimensions.length === 2) return;
  throw new ShapeError(
    "NOT_A_FIELD",
    `${owner}: the grid ${name} has the dimensions ${dimensions.join(", ")}. Take two of them with select.`,
  );
}

function checkAngle(owner: string, { units, name }: Grid, dimension: string): void {
  if (units[dimension]) return;
  throw new UnitError(
    "DIMENSION_MISMATCH",
    `${owner}: the ${dimension} of the grid ${name} has no unit, so its angles are unknown. Give it one, such as deg.`,
  );
}
