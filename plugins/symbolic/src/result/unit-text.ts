import { baseUnits, quantity } from "@mesoscope/core";
import type { DimensionVector } from "../search/problem.js";

/** The SI unit of a dimension, such as `Pa` or `kg m^0.5`; empty for a plain number. */
export function unitText(dimension: DimensionVector): string {
  const bases = baseUnits.flatMap((unit, i) => {
    const exponent = Number((dimension[i] ?? 0).toFixed(4));
    return exponent === 0 ? [] : [exponent === 1 ? unit : `${unit}^${exponent}`];
  });
  // Where a derived unit has a name, a product shows itself in it.
  return bases.length === 0 ? "" : quantity(1, bases.join(" ")).multiply(quantity(1, "")).unit.symbol;
}
