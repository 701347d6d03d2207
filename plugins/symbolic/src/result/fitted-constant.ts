import { studentT } from "@mesoscope/core";
import { checkShare } from "@mesoscope/sdk";
import { shown, withUnit } from "./numbers-in-words.js";

/** A constant of a formula, and how surely the data determine it. */
export interface FittedConstantParts {
  /** As in `Formula.form`: `c1`, `c2`, … */
  readonly name: string;
  /** In `unit`. */
  readonly value: number;
  /** Absent where the rows do not determine the constant alone. */
  readonly standardError?: number | undefined;
  /** Empty for a plain number, absent where units were not given or the formula leaves it open. */
  readonly unit?: string | undefined;
  /** The group of rows that has this value. */
  readonly group?: string | undefined;
  /** The number that it may mean, such as `3 * pi / 2`, within twice its standard error. */
  readonly tidied?: string | undefined;
  readonly degreesOfFreedom: number;
}

/** A constant of a formula, and how surely the data determine it. */
export class FittedConstant {
  readonly name: string;
  /** In `unit`, as in the text of the formula. */
  readonly value: number;
  /** In `unit`; `undefined` where the rows do not determine the constant alone. */
  readonly standardError: number | undefined;
  /**
   * One that goes with those of the data, such as `1/MPa` for stresses in MPa; else of SI. Empty for a plain number,
   * `undefined` where units were not given or the formula leaves it open.
   */
  readonly unit: string | undefined;
  /** The group of rows that has this value, for a constant per group. */
  readonly group: string | undefined;
  /** The number that it may mean, such as `3 * pi / 2`, within twice its standard error. */
  readonly tidied: string | undefined;
  readonly #degreesOfFreedom: number;

  /** @internal */
  constructor({ degreesOfFreedom, ...parts }: FittedConstantParts) {
    this.name = parts.name;
    this.value = parts.value;
    this.standardError = parts.standardError;
    this.unit = parts.unit;
    this.group = parts.group;
    this.tidied = parts.tidied;
    this.#degreesOfFreedom = degreesOfFreedom;
  }

  /**
   * Bounds between which the constant lies with probability `level`, by Student's t distribution: true for errors that are
   * normal and a formula that is nearly linear in its constants within them. Infinite where it is not determined.
   *
   * @throws ValueError BAD_OPTION
   */
  interval(level = 0.95): { readonly lower: number; readonly upper: number } {
    checkShare("FittedConstant.interval", "level", level);
    if (this.standardError === undefined) return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
    const reach = studentT({ degreesOfFreedom: this.#degreesOfFreedom }).quantile((1 + level) / 2) * this.standardError;
    return { lower: this.value - reach, upper: this.value + reach };
  }

  /** `c1 = 9.81 ± 0.02 m/s^2`, with the standard error. */
  toString(): string {
    const label = this.group === undefined ? this.name : `${this.name} (${this.group})`;
    const spread = this.standardError === undefined ? "" : ` ± ${shown(this.standardError, 2)}`;
    return `${label} = ${withUnit(`${shown(this.value)}${spread}`, this.unit)}`;
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }
}
