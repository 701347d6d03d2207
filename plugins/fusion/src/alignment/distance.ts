import { checkNumber, checkOptions, NumericError } from "@mesoscope/sdk";
import { checkLatitudes, radiansPer, type SphereCoordinates } from "./coordinates.js";

/** The mean radius of the Earth in metres, (2a + b) / 3 of GRS 80. */
export const earthRadius = 6_371_008.771_4;
const equatorialRadius = 6_378_137;
const flattening = 1 / 298.257_223_563;
const maxIterations = 200;

/** One place on the Earth. */
export interface GeographicPoint {
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * The distance in metres along a great circle of a sphere with the Earth's mean radius; up to 0.6 % from the ellipsoid.
 *
 * @example
 * const pole = { longitude: 0, latitude: 90 };
 * const equator = { longitude: 30, latitude: 0 };
 * Math.round(greatCircleDistance(pole, equator, { angles: "degrees" })); // 10007557
 *
 * @throws ValueError BAD_OPTION, OUT_OF_DOMAIN
 * @see Sinnott, Virtues of the haversine, Sky and Telescope 68 (1984)
 */
export function greatCircleDistance(
  from: GeographicPoint,
  to: GeographicPoint,
  options: { angles?: SphereCoordinates["angles"] } = {},
): number {
  const [a, b] = inRadians("greatCircleDistance", [from, to], options);
  return earthRadius * centralAngle(a.longitude, a.latitude, b.longitude, b.latitude);
}

/**
 * The shortest distance in metres on the WGS 84 ellipsoid, to 0.1 mm; not for nearly opposite points.
 *
 * @example
 * const pole = { longitude: 0, latitude: 90 };
 * geodesicDistance({ longitude: 0, latitude: 0 }, pole, { angles: "degrees" }).toFixed(3); // "10001965.729"
 *
 * @throws ValueError BAD_OPTION, OUT_OF_DOMAIN; NumericError NOT_CONVERGED for nearly opposite points
 * @see Vincenty, Direct and inverse solutions of geodesics on the ellipsoid, Survey Review 23 (1975)
 */
export function geodesicDistance(
  from: GeographicPoint,
  to: GeographicPoint,
  options: { angles?: SphereCoordinates["angles"] } = {},
): number {
  const [a, b] = inRadians("geodesicDistance", [from, to], options);
  const [u1, u2] = [a, b].map(({ latitude }) => Math.atan((1 - flattening) * Math.tan(latitude)));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const difference = Math.atan2(Math.sin(b.longitude - a.longitude), Math.cos(b.longitude - a.longitude));
  let lambda = difference;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const sine = Math.hypot(cos2 * Math.sin(lambda), cos1 * sin2 - sin1 * cos2 * Math.cos(lambda));
    if (sine === 0) return 0;
    const cosine = sin1 * sin2 + cos1 * cos2 * Math.cos(lambda);
    const sigma = Math.atan2(sine, cosine);
    const sinAlpha = (cos1 * cos2 * Math.sin(lambda)) / sine;
    const cosAlpha2 = 1 - sinAlpha ** 2;
    const middle = cosAlpha2 === 0 ? 0 : cosine - (2 * sin1 * sin2) / cosAlpha2;
    const c = (flattening / 16) * cosAlpha2 * (4 + flattening * (4 - 3 * cosAlpha2));
    const swing = sigma + c * sine * (middle + c * cosine * (2 * middle ** 2 - 1));
    const next = difference + (1 - c) * flattening * sinAlpha * swing;
    if (Math.abs(next) > Math.PI) break;
    if (Math.abs(next - lambda) < 1e-12) return arcLength(cosAlpha2, sine, cosine, sigma, middle);
    lambda = next;
  }
  throw new NumericError(
    "NOT_CONVERGED",
    "geodesicDistance: the points are nearly opposite, where the iteration has no end. Use greatCircleDistance for these.",
  );
}

/** Vincenty's equations 3, 4 and 6. */
function arcLength(cosAlpha2: number, sine: number, cosine: number, sigma: number, middle: number): number {
  const polarRadius = equatorialRadius * (1 - flattening);
  const u = cosAlpha2 * (equatorialRadius ** 2 / polarRadius ** 2 - 1);
  const a = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const b = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const outer = (b / 6) * middle * (4 * sine ** 2 - 3) * (4 * middle ** 2 - 3);
  return polarRadius * a * (sigma - b * sine * (middle + (b / 4) * (cosine * (2 * middle ** 2 - 1) - outer)));
}

/** The angle between two directions in radians, without loss of digits where it is small. */
export function centralAngle(
  longitude: number,
  latitude: number,
  otherLongitude: number,
  otherLatitude: number,
): number {
  const up = Math.sin((otherLatitude - latitude) / 2) ** 2;
  const across = Math.sin((otherLongitude - longitude) / 2) ** 2;
  const haversine = up + Math.cos(latitude) * Math.cos(otherLatitude) * across;
  return 2 * Math.asin(Math.sqrt(Math.min(haversine, 1)));
}

function inRadians(
  owner: string,
  points: readonly GeographicPoint[],
  options: { angles?: SphereCoordinates["angles"] },
): GeographicPoint[] {
  checkOptions(owner, options, ["angles"]);
  const unit = radiansPer(owner, options.angles);
  const converted = points.map((point) => {
    for (const name of ["longitude", "latitude"] as const) {
      checkNumber(owner, name, point?.[name], "a finite angle", Number.isFinite);
    }
    return { longitude: point.longitude * unit, latitude: point.latitude * unit };
  });
  checkLatitudes(
    owner,
    converted.map(({ latitude }) => latitude),
  );
  return converted;
}
