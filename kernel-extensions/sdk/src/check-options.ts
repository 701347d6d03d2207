import { ValueError } from "./errors.js";
import { nearestName } from "./nearest-name.js";

/**
 * Throws unless `options` is an object whose names are all in `known`.
 *
 * @example
 * checkOptions("kFold", { folds: 5 }, ["folds", "seed"]);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkOptions(owner: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ValueError("BAD_OPTION", `${owner}: the options are not an object. Give one, with ${listed(known)}.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const advice = nearest ? `Did you mean ${nearest}?` : `The options are ${listed(known)}.`;
  throw new ValueError("BAD_OPTION", `${owner}: there is no option ${unknown}. ${advice}`);
}

/**
 * Throws unless the option is one of the words in `choices`.
 *
 * @example
 * checkChoice("fit", "method", "cross", ["split", "cross"]);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkChoice(owner: string, name: string, value: unknown, choices: readonly string[]): void {
  if (choices.includes(value as string)) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${String(value)}. Give one of ${choices.join(", ")}.`);
}

/**
 * Throws unless the option is a number that `accepts` holds for; `wanted` says which, as in "a number from 0".
 *
 * @example
 * checkNumber("fit", "jitter", 0, "a number from 0", (value) => value >= 0);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkNumber(
  owner: string,
  name: string,
  value: unknown,
  wanted: string,
  accepts: (value: number) => boolean,
): void {
  if (typeof value === "number" && accepts(value)) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${String(value)}. Give ${wanted}.`);
}

/**
 * Throws unless the option is a whole number of at least `least`.
 *
 * @example
 * checkWhole("kFold", "folds", 5, 2);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkWhole(owner: string, name: string, value: unknown, least: number): void {
  const wanted = `a whole number of at least ${least}`;
  checkNumber(owner, name, value, wanted, (given) => Number.isSafeInteger(given) && given >= least);
}

/**
 * Throws unless the option is a finite number above 0.
 *
 * @example
 * checkPositive("minimize", "tolerance", 1e-8);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkPositive(owner: string, name: string, value: unknown): void {
  checkNumber(owner, name, value, "a finite number above 0", (given) => given > 0 && given < Infinity);
}

/**
 * Throws unless the option is a finite number.
 *
 * @example
 * checkFinite("normal", "mean", -3);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkFinite(owner: string, name: string, value: unknown): void {
  checkNumber(owner, name, value, "a finite number", Number.isFinite);
}

/**
 * Throws unless the option lies between 0 and 1.
 *
 * @example
 * checkShare("interval", "level", 0.95);
 *
 * @throws ValueError BAD_OPTION
 */
export function checkShare(owner: string, name: string, value: unknown): void {
  checkNumber(owner, name, value, "a number between 0 and 1, such as 0.95", (given) => given > 0 && given < 1);
}

function listed(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and others` : names.join(", ");
}
