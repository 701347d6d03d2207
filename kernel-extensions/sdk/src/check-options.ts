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
    throw new ValueError("BAD_OPTION", `${owner}: the options are not an object. Give { ${known.join(", ")} }.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const advice = nearest ? `Did you mean ${nearest}?` : `The options are ${known.join(", ")}.`;
  throw new ValueError("BAD_OPTION", `${owner}: there is no option ${unknown}. ${advice}`);
}
