import { type ArrayInput, asMatrix, NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, ShapeError } from "@mesoscope/sdk";
import { finiteField } from "../common/arguments.js";

/** Where states and observations lie, and how far one may tell of the other. */
export interface Localization {
  /** The distance at which correlations have fallen to 5/24; they are 0 from twice of it. */
  readonly radius: number;
  /** Where the components of the state are, of shape [d, k] or [d]. */
  readonly stateCoordinates: ArrayInput;
  /** Where the observations are, of shape [m, k] or [m]. */
  readonly observationCoordinates: ArrayInput;
  /** The length after which every coordinate comes back to itself, for rings and longitudes. */
  readonly period?: number;
}

/** The factors for covariances of observations with the state, of shape [m, d], and with each other, of shape [m, m]. */
export function taper(owner: string, localization: Localization, d: number, m: number) {
  const names = ["radius", "stateCoordinates", "observationCoordinates", "period"];
  checkOptions(`${owner}: localization`, localization, names);
  const { radius, period } = localization;
  checkPositive(owner, "localization.radius", radius);
  if (period !== undefined) checkPositive(owner, "localization.period", period);
  const states = places(`${owner}: stateCoordinates`, localization.stateCoordinates, d);
  const observations = places(`${owner}: observationCoordinates`, localization.observationCoordinates, m);
  if (states.shape[1] !== observations.shape[1]) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: places of the state have ${states.shape[1]} coordinates, of the observations ${observations.shape[1]}. Give as many.`,
    );
  }
  const factors = (a: NDArray, b: NDArray) => {
    const [rows, columns] = [a.shape[0], b.shape[0]];
    const data = Float64Array.from({ length: rows * columns }, (_, at) =>
      gaspariCohn(distance(a, Math.floor(at / columns), b, at % columns, period) / radius),
    );
    return new NDArray(data, [rows, columns]);
  };
  return { toState: factors(observations, states), between: factors(observations, observations) };
}

function places(subject: string, values: ArrayInput, count: number): NDArray {
  const coordinates = finiteField(asMatrix(values, subject), subject);
  if (coordinates.shape[0] === count) return coordinates;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${subject} has ${coordinates.shape[0]} rows but ${count} are needed. Give one place per entry.`,
  );
}

function distance(a: NDArray, i: number, b: NDArray, j: number, period: number | undefined): number {
  let squares = 0;
  for (let k = 0; k < a.shape[1]; k++) {
    const direct = Math.abs(a.get(i, k) - b.get(j, k));
    const shortest = period === undefined ? direct : Math.min(direct % period, period - (direct % period));
    squares += shortest * shortest;
  }
  return Math.sqrt(squares);
}

/**
 * A correlation that falls smoothly from 1 at distance 0 to 0 at distance 2.
 *
 * @see Gaspari & Cohn, Q. J. R. Meteorol. Soc. 125 (1999) 723, eq. 4.10
 */
function gaspariCohn(r: number): number {
  if (r >= 2) return 0;
  if (r <= 1) return (((-r / 4 + 1 / 2) * r + 5 / 8) * r - 5 / 3) * r * r + 1;
  return ((((r / 12 - 1 / 2) * r + 5 / 8) * r + 5 / 3) * r - 5) * r + 4 - 2 / (3 * r);
}
