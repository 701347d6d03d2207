import { NDArray } from "../arrays/nd-array.js";
import { type Dimension, exponentsOf } from "./dimension.js";
import { parseUnit } from "./unit.js";

/**
 * The exponents of the SI base units, of shape [8], in the order of `baseUnits`: m, kg, s, A, K, mol, cd and bit.
 *
 * @param of a unit, or the dimension of one
 *
 * @example
 * dimensionVector("MPa").data; // [-1, 1, -2, 0, 0, 0, 0, 0]
 *
 * @throws UnitError UNKNOWN_UNIT, with the nearest known name
 */
export function dimensionVector(of: string | Dimension): NDArray {
  const isDimension = typeof of === "object" && of !== null;
  return new NDArray(exponentsOf(isDimension ? of : parseUnit(of).dimension));
}
