import { nearestName, ValueError } from "@mesoscope/sdk";

/** Throws unless `options` is an object whose names are all in `known`. */
export function checkOptions(owner: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ValueError("BAD_OPTION", `${owner}: the options are not an object. Give { ${known.join(", ")} }.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest ? `Did you mean ${nearest}?` : `The options are ${known.join(", ")}.`;
  throw new ValueError("BAD_OPTION", `${owner}: there is no option ${unknown}. ${hint}`);
}

/** Throws unless `value` is a whole number from `least`. */
export function checkCount(owner: string, name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new ValueError("BAD_VALUE", `${owner}: ${name} is ${String(value)}. Give a whole number from ${least}.`);
}
