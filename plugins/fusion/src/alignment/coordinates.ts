import { type ArrayInput, asVector, type NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, ValueError } from "@mesoscope/sdk";
import { finiteVector, monotoneVector } from "../common/arguments.js";
import { Grid } from "../formats/grid.js";
import { gridEdges } from "./grid-field.js";

const angleUnits = ["radians", "degrees"] as const;

/** Places in a plane, in any unit of length; `y` is left out in one dimension where a function says so. */
export interface PlaneCoordinates {
  readonly x: ArrayInput;
  readonly y: ArrayInput;
}

/** Places on the sphere; longitudes wrap. */
export interface SphereCoordinates {
  readonly longitude: ArrayInput;
  readonly latitude: ArrayInput;
  /** What the numbers count; `radians`, as a dataset's columns come out, unless given. */
  readonly angles?: (typeof angleUnits)[number];
}

export type Coordinates = PlaneCoordinates | SphereCoordinates;

/** Coordinates as numbers: across (x, or longitude in radians) and up (y, or latitude in radians). */
export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly isSphere: boolean;
}

/** The coordinates of single points. */
export function pointPlaces(owner: string, coordinates: Coordinates): Places {
  return placesOf(owner, coordinates, (values, subject) => finiteVector(values, subject).data);
}

/** The places of rows and columns, growing, and which of them fell as they were given: rows are axis 0, columns 1. */
export interface GridPlaces extends Places {
  readonly fallen: readonly number[];
}

/** The coordinates of rows and columns, each growing or falling; `least` of each are needed. */
export function gridPlaces(owner: string, coordinates: Coordinates, least: number): GridPlaces {
  const given = placesOf(owner, coordinates, (values, subject) => monotoneVector(values, subject, least));
  const fallen = [given.y, given.x].flatMap((places, axis) => (places[1] < places[0] ? [axis] : []));
  const growing = (places: Float64Array, axis: number) => (fallen.includes(axis) ? places.toReversed() : places);
  return { ...given, y: growing(given.y, 0), x: growing(given.x, 1), fallen };
}

/** The edges of rows and columns: as given, or those of the cells of a grid. */
export function edgePlaces(owner: string, cells: Coordinates | Grid): GridPlaces {
  return gridPlaces(owner, cells instanceof Grid ? gridEdges(owner, cells) : cells, 2);
}

/** A field of shape [rows, columns] from the order given to the growing one, or back. */
export function reorder(field: NDArray, { fallen }: GridPlaces): NDArray {
  return fallen.reduce(
    (result, axis) => result.take(Array.from({ length: result.shape[axis] }, (_, i) => i).reverse(), axis),
    field,
  );
}

/** Radians per unit of the angles given. */
export function radiansPer(owner: string, angles: SphereCoordinates["angles"] = "radians"): number {
  checkChoice(owner, "angles", angles, angleUnits);
  return angles === "degrees" ? Math.PI / 180 : 1;
}

/** Throws where a latitude in radians lies beyond a pole. */
export function checkLatitudes(owner: string, latitudes: Iterable<number>): void {
  for (const latitude of latitudes) {
    if (Math.abs(latitude) <= Math.PI / 2 + 1e-12) continue;
    throw new ValueError(
      "OUT_OF_DOMAIN",
      `${owner}: a latitude is ${latitude} radians, beyond a pole. Give radians, or say { angles: "degrees" }.`,
    );
  }
}

/** Throws where one of the two lies in a plane and the other on the sphere. */
export function checkSameSurface(owner: string, a: Places, b: Places): void {
  if (a.isSphere === b.isSphere) return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: one is given as { x, y } and the other as { longitude, latitude }. Give both in the same coordinates.`,
  );
}

type Read = (values: ArrayInput, subject: string) => Float64Array;

function placesOf(owner: string, coordinates: Coordinates, read: Read): Places {
  const isObject = typeof coordinates === "object" && coordinates !== null;
  if (isObject && "latitude" in coordinates) {
    checkOptions(owner, coordinates, ["longitude", "latitude", "angles", "values"]);
    const { longitude, latitude, angles } = coordinates;
    const unit = radiansPer(owner, angles);
    const x = read(asVector(longitude, `${owner}: longitude`), `${owner}: longitude`).map((angle) => angle * unit);
    const y = read(asVector(latitude, `${owner}: latitude`), `${owner}: latitude`).map((angle) => angle * unit);
    checkLatitudes(owner, y);
    return { x, y, isSphere: true };
  }
  if (isObject && "x" in coordinates && "y" in coordinates) {
    checkOptions(owner, coordinates, ["x", "y", "values"]);
    return { x: read(coordinates.x, `${owner}: x`), y: read(coordinates.y, `${owner}: y`), isSphere: false };
  }
  throw new ValueError("BAD_VALUE", `${owner}: there are no coordinates. Give { x, y } or { longitude, latitude }.`);
}
