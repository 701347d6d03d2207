import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { checkDesignSize } from "./design-size.js";

/**
 * Every combination of evenly spaced levels in the unit cube, of shape [product of the levels, d], the last axis
 * fastest; an axis of one level stays in the middle.
 *
 * @param levels how many levels each axis has
 *
 * @example
 * fullFactorial([2, 3]).toArray(); // [[0, 0], [0, 0.5], [0, 1], [1, 0], [1, 0.5], [1, 1]]
 *
 * @throws ValueError BAD_VALUE
 */
export function fullFactorial(levels: readonly number[]): NDArray {
  const isCount = (level: unknown) => Number.isSafeInteger(level) && (level as number) >= 1;
  if (!Array.isArray(levels) || levels.length === 0 || !levels.every(isCount)) {
    throw new ValueError(
      "BAD_VALUE",
      `fullFactorial: the levels are ${Array.isArray(levels) ? `[${levels}]` : String(levels)}. Give a whole number from 1 per axis.`,
    );
  }
  const d = levels.length;
  const n = levels.reduce((product, count) => product * count, 1);
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let rest = i, j = d - 1; j >= 0; j--) {
      const count = levels[j]!;
      data[i * d + j] = count === 1 ? 0.5 : (rest % count) / (count - 1);
      rest = Math.floor(rest / count);
    }
  }
  return new NDArray(data, [n, d]);
}

export interface CentralCompositeOptions {
  /** "rotatable": all but the centre equally far out, the stars on the faces; "faceCentered": corners of the cube too. */
  readonly stars?: "rotatable" | "faceCentered";
  /** How often the centre is repeated, to tell noise from curvature; 1. */
  readonly centerPoints?: number;
}

/**
 * The corners, the stars on the axes and the centre of the unit cube, of shape [2ᵈ + 2d + centre points, d]: enough to
 * fit a quadratic surface. The stars lie on the faces of the cube.
 *
 * @example
 * centralComposite(2, { stars: "faceCentered" }).shape; // [9, 2]
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Box & Wilson, J. R. Stat. Soc. B 13 (1951) 1; Montgomery, Design and Analysis of Experiments, section 11.4
 */
export function centralComposite(d: number, options: CentralCompositeOptions = {}): NDArray {
  checkDesignSize("centralComposite", 1, d, 20);
  checkOptions("centralComposite", options, ["stars", "centerPoints"]);
  const { stars = "rotatable", centerPoints = 1 } = options;
  checkWhole("centralComposite", "centerPoints", centerPoints, 0);
  if (stars !== "rotatable" && stars !== "faceCentered") {
    throw new ValueError("BAD_OPTION", `centralComposite: stars is "${stars}". Give "rotatable" or "faceCentered".`);
  }
  const corners = fullFactorial(Array.from({ length: d }, () => 2));
  const reach = stars === "rotatable" ? 2 ** (-d / 4) : 1;
  const star = Array.from({ length: 2 * d }, (_, k) =>
    Array.from({ length: d }, (_, j) => (j === k >> 1 ? k & 1 : 0.5)),
  );
  const center = Array.from({ length: centerPoints * d }, () => 0.5);
  const data = Float64Array.from([...corners.data.map((x) => 0.5 + reach * (x - 0.5)), ...star.flat(), ...center]);
  return new NDArray(data, [data.length / d, d]);
}
