import { fromSI, parseUnit } from "@mesoscope/core";
import type { DimensionVector } from "../../search/problem.js";
import { shown, withUnit } from "../numbers-in-words.js";
import { unitText } from "./unit-text.js";

/** A quantity of the data: a variable, or the target. */
export interface Quantity {
  readonly name: string;
  /** That of the numbers as they were given; empty for plain numbers and those in SI. */
  readonly unit: string;
  readonly dimension?: DimensionVector;
}

/** The unit that people read its values in: the one that they gave. */
export function unitOf({ unit, dimension }: Quantity): string {
  return unit || (dimension ? unitText(dimension) : "");
}

/** A value in SI, as a number in the unit of the data. */
export function asGiven(value: number, { unit }: Quantity): number {
  return fromSI([value], unit).data[0];
}

/** A value in SI with its unit, as people read it. */
export function measured(value: number, quantity: Quantity): string {
  return withUnit(shown(asGiven(value, quantity)), unitOf(quantity));
}

/** The same of a difference of two values, which has no place on a scale such as °C. */
export function measuredDifference(value: number, quantity: Quantity, digits: number): string {
  const { factor, offset } = parseUnit(quantity.unit);
  return offset === 0
    ? withUnit(shown(value / factor, digits), unitOf(quantity))
    : withUnit(shown(value, digits), quantity.dimension && unitText(quantity.dimension));
}

/** As an axis is titled: `stress (MPa)`. */
export function titleOf(quantity: Quantity): string {
  const unit = unitOf(quantity);
  return unit === "" ? quantity.name : `${quantity.name} (${unit})`;
}
