import { ValueError } from "@mesoscope/sdk";

/** Throws unless `options` is an object whose names are all in `known`. */
export function checkOptions(owner: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ValueError("BAD_OPTION", `${owner}: the options are not an object. Give { ${known.join(", ")} }.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ValueError("BAD_OPTION", `${owner}: there is no option ${unknown}. The options are ${known.join(", ")}.`);
  }
}
