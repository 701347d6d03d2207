import { Domain } from "./domain.js";
import { checkSame, wallsOfBoth } from "./walls-of-both.js";

/**
 * What lies in at least one of the domains.
 *
 * @example
 * union(box({ x: [0, 1], y: [0, 2] }), box({ x: [0, 2], y: [0, 1] })).contains([[0.5, 1.5], [1.5, 1.5]]); // [true, false]
 *
 * @throws ShapeError SHAPE_MISMATCH where their coordinates differ
 */
export function union(a: Domain, b: Domain): Domain {
  checkSame("union", a, b);
  const [first, second] = [a.geometry, b.geometry];
  return new Domain({
    name: `union of ${first.name} and ${second.name}`,
    coordinates: a.coordinates,
    lower: a.lower.map((low, j) => Math.min(low, b.lower[j]!)),
    upper: a.upper.map((high, j) => Math.max(high, b.upper[j]!)),
    distance: (point) => Math.min(first.distance(point), second.distance(point)),
    surface: first.surface + second.surface,
    walls(n, seed) {
      const [of, others] = wallsOfBoth(a, b, n, seed);
      return [...of, ...others.filter(({ point }) => first.distance(point) > 0)];
    },
  });
}
