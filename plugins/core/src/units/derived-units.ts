import { UnitError } from "@mesoscope/sdk";
import { combineDimensions, dimensionName, sameDimension, siSymbol } from "./dimension.js";
import { parseUnit, type Unit } from "./unit.js";

/** What has a unit and a name for messages. */
interface WithUnit {
  readonly unit: Unit;
  toString(): string;
}

/** The unit in which the sum of two quantities shows itself: that of the first, or the scale that one of them is on. */
export function unitOfSum(where: string, a: WithUnit, b: WithUnit): Unit {
  checkSameDimension(where, a, b);
  if (a.unit.offset === 0) return b.unit.offset === 0 ? a.unit : b.unit;
  if (b.unit.offset === 0) return a.unit;
  throw new UnitError(
    "OFFSET_UNIT",
    `${where}: ${a} and ${b} are places on a scale and have no sum. Give the difference in K.`,
  );
}

/** The unit of a difference: that of the first; K between two places on a scale. */
export function unitOfDifference(where: string, a: WithUnit, b: WithUnit): Unit {
  checkSameDimension(where, a, b);
  return a.unit.offset !== 0 && b.unit.offset !== 0 ? parseUnit("K") : a.unit;
}

/** The unit of a multiple by a plain number, which has no place on a scale. */
export function unitOfMultiple(unit: Unit): Unit {
  return unit.offset === 0 ? unit : parseUnit("K");
}

/** The SI unit of `a · b^power`. */
export function unitOfProduct(a: Unit | undefined, b: Unit, power = 1): Unit {
  return parseUnit(siSymbol(combineDimensions(a?.dimension ?? {}, b.dimension, power)));
}

/** Throws where two quantities differ in dimension. */
export function checkSameDimension(where: string, a: WithUnit, b: WithUnit): void {
  const [one, other] = [a.unit.dimension, b.unit.dimension];
  if (sameDimension(one, other)) return;
  throw new UnitError(
    "DIMENSION_MISMATCH",
    `${where}: ${a} and ${b} differ in dimension (${dimensionName(one)}, ${dimensionName(other)}). Check the formula or the units.`,
  );
}
