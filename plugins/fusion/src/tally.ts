import { median, parseUnit } from "@mesoscope/core";
import { UnitError } from "@mesoscope/sdk";
import type { Value } from "./column.js";

export const aggregateNames = [
  "count",
  "sum",
  "mean",
  "standard deviation",
  "minimum",
  "maximum",
  "median",
  "first",
  "last",
] as const;

/** A figure of a group of values, missing ones left out. */
export type Aggregate = (typeof aggregateNames)[number];

/**
 * Figures of values that come one after another.
 *
 * @see Welford, Technometrics 4 (1962) 419, for the variance in one pass
 */
export class Tally {
  /** Kept for the median only, which cannot be had without all values. */
  readonly #kept: number[] | undefined;
  #count = 0;
  #sum = 0;
  #mean = 0;
  #squares = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;
  #first: Value = null;
  #last: Value = null;

  constructor(keepsValues: boolean) {
    if (keepsValues) this.#kept = [];
  }

  add(value: Value): void {
    if (value === null) return;
    if (this.#count++ === 0) this.#first = value;
    this.#last = value;
    if (typeof value !== "number") return;
    this.#sum += value;
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (value - this.#mean);
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
    this.#kept?.push(value);
  }

  /** The figure; missing where there is none. */
  result(aggregate: Aggregate): Value {
    if (aggregate === "count") return this.#count;
    if (this.#count === 0) return null;
    switch (aggregate) {
      case "sum":
        return this.#sum;
      case "mean":
        return this.#mean;
      case "standard deviation":
        return this.#count < 2 ? null : Math.sqrt(this.#squares / (this.#count - 1));
      case "minimum":
        return this.#minimum;
      case "maximum":
        return this.#maximum;
      case "median":
        return median(this.#kept!);
      case "first":
        return this.#first;
      case "last":
        return this.#last;
    }
  }
}

/**
 * The unit of a figure of values in a unit: a spread of temperatures in °C is a difference, and their sum means nothing.
 *
 * @throws UnitError OFFSET_UNIT
 */
export function unitOfAggregate(aggregate: Aggregate, unit: string | undefined): string | undefined {
  if (unit === undefined || aggregate === "count") return undefined;
  const { offset, factor } = parseUnit(unit);
  if (offset === 0 || !["sum", "standard deviation"].includes(aggregate)) return unit;
  if (aggregate === "standard deviation" && factor === 1) return "K";
  throw new UnitError(
    "OFFSET_UNIT",
    `groupBy: there is no ${aggregate} of values in ${unit}, whose zero is not that of SI. Convert the column to K.`,
  );
}
