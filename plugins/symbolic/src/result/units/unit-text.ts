import type { DimensionVector } from "../../search/problem.js";
import { type UnitSystem, unitSystem } from "./unit-system.js";

let si: UnitSystem | undefined;

/** The SI unit of a dimension, such as `1/Pa` or `W/(m K)`; empty for a plain number. */
export function unitText(dimension: DimensionVector): string {
  si ??= unitSystem({ variables: [], target: { name: "", unit: "", variance: 0 } });
  return si.unitOf(dimension).symbol;
}
