import { ValueError } from "@mesoscope/sdk";
import { isPrior, type Prior } from "../priors/prior.js";

/** A hyper-parameter that the fit leaves as it is; made by `fixed`. */
export interface Fixed {
  readonly fixed: number | readonly number[];
}

/**
 * Where the search for a hyper-parameter begins: one number, or one per input; `fixed(…)` where it also ends, or what is
 * known of it, such as `logNormalPrior(…)`.
 */
export type Start = number | readonly number[] | Fixed | Prior;

/**
 * Keeps a hyper-parameter at `value` while the others are fitted.
 *
 * @example
 * const kernel = matern({ smoothness: 1.5, lengthScale: fixed(0.2) });
 * kernel.parameters(1)[0].fixed; // true
 */
export function fixed(value: number | readonly number[]): Fixed {
  return { fixed: value };
}

/** One value per place, or `undefined` where the fit chooses the start itself. */
export interface Starts {
  readonly values: readonly number[] | undefined;
  readonly fixed: boolean;
  readonly prior: Prior | undefined;
}

/** Reads what was given for `count` places; a single number stands for all of them. */
export function readStart(owner: string, name: string, start: Start | undefined, count: number): Starts {
  if (start === undefined) return { values: undefined, fixed: false, prior: undefined };
  const given = numbersOf(start);
  const values = typeof given === "number" ? new Array<number>(count).fill(given) : [...given];
  if (values.length !== count) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: ${name} has ${values.length} values but ${count} are needed. Give one number, or one per input.`,
    );
  }
  return { values, fixed: isFixed(start), prior: isPrior(start) ? start : undefined };
}

/** The numbers in what was given. */
export function numbersOf(start: Start): number | readonly number[] {
  if (isPrior(start)) return start.value;
  return isFixed(start) ? start.fixed : start;
}

function isFixed(start: Start | undefined): start is Fixed {
  return typeof start === "object" && start !== null && "fixed" in start;
}

/** Throws unless every number in `start` is positive and finite. */
export function checkStart(owner: string, name: string, start: Start | undefined): void {
  if (start === undefined) return;
  const given = numbersOf(start);
  for (const value of typeof given === "object" && given !== null ? given : [given]) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a positive, finite number.`);
    }
  }
}

/** The same option with new values: what was fixed stays fixed, and a prior stays with its value. */
export function restart(start: Start | undefined, values: readonly number[]): Start {
  const value = values.length === 1 ? values[0] : [...values];
  if (isPrior(start)) return { ...start, value };
  return isFixed(start) ? fixed(value) : value;
}
