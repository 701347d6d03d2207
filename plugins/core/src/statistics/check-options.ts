import { ValueError } from "@mesoscope/sdk";

/** Throws unless `options` is an object whose names are all in `known`. */
export function checkOptions(owner: string, options: object, known: readonly string[]): void {
  const names = known.join(", ");
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ValueError("BAD_OPTION", `${owner}: the options are not an object. Give { ${names} }.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ValueError("BAD_OPTION", `${owner}: there is no option ${unknown}. The options are ${names}.`);
  }
}

/** Throws unless the option is a whole number of at least `least`. */
export function checkWhole(owner: string, name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a whole number of at least ${least}.`);
}

/** Throws unless the option is a finite number above 0. */
export function checkPositive(owner: string, name: string, value: number): void {
  if (typeof value === "number" && value > 0 && value < Infinity) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a finite number above 0.`);
}

/** Throws unless the option is a finite number. */
export function checkFinite(owner: string, name: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a finite number.`);
}

/** Throws unless the option lies between 0 and 1. */
export function checkShare(owner: string, name: string, value: number): void {
  if (value > 0 && value < 1) return;
  throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a number between 0 and 1, such as 0.95.`);
}
