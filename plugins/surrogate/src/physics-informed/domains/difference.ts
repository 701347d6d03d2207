import { Domain } from "./domain.js";
import { checkSame, wallsOfBoth } from "./walls-of-both.js";

/**
 * What lies in the first domain but not in the second, such as a plate with a hole.
 *
 * @example
 * difference(box({ x: [-1, 1], y: [-1, 1] }), ball({ x: 0, y: 0 }, 0.5)).contains([[0, 0], [0.9, 0]]); // [false, true]
 *
 * @throws ShapeError SHAPE_MISMATCH where their coordinates differ
 */
export function difference(a: Domain, b: Domain): Domain {
  checkSame("difference", a, b);
  const [first, second] = [a.geometry, b.geometry];
  return new Domain({
    name: `${first.name} without ${second.name}`,
    coordinates: a.coordinates,
    lower: a.lower,
    upper: a.upper,
    distance: (point) => Math.max(first.distance(point), -second.distance(point)),
    surface: first.surface + second.surface,
    walls(n, seed) {
      const [of, others] = wallsOfBoth(a, b, n, seed);
      return [...of, ...others.map(({ point, normal }) => ({ point, normal: normal.map((x) => -x) }))];
    },
  });
}
