import { ValueError } from "@mesoscope/sdk";

/** A hyper-parameter that the fit leaves as it is; made by `fixed`. */
export interface Fixed {
  readonly fixed: number | readonly number[];
}

/** Where the search for a hyper-parameter begins: one number, or one per input; `fixed(…)` where it also ends. */
export type Start = number | readonly number[] | Fixed;

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
}

/** Reads what was given for `count` places; a single number stands for all of them. */
export function readStart(owner: string, name: string, start: Start | undefined, count: number): Starts {
  if (start === undefined) return { values: undefined, fixed: false };
  const isFixed = typeof start === "object" && "fixed" in start;
  const given = isFixed ? start.fixed : start;
  const values = typeof given === "number" ? new Array<number>(count).fill(given) : [...given];
  if (values.length !== count) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: ${name} has ${values.length} values but ${count} are needed. Give one number, or one per input.`,
    );
  }
  return { values, fixed: isFixed };
}

/** Throws unless every number in `start` is positive and finite. */
export function checkStart(owner: string, name: string, start: Start | undefined): void {
  if (start === undefined) return;
  const given = typeof start === "object" && "fixed" in start ? start.fixed : start;
  for (const value of typeof given === "object" && given !== null ? given : [given]) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a positive, finite number.`);
    }
  }
}

/** The same option with new values: what was fixed stays fixed. */
export function restart(start: Start | undefined, values: readonly number[]): Start {
  const value = values.length === 1 ? values[0] : [...values];
  return typeof start === "object" && "fixed" in start ? fixed(value) : value;
}
