import type { Completions } from "../protocol/type-service.js";

/** The kernel's own magics and what may follow them. */
const magics: Readonly<Record<string, readonly string[]>> = {
  help: [],
  npm: ["install"],
  plugin: ["list", "load", "unload"],
  time: [],
  types: ["warn", "strict", "off"],
  who: [],
};

/** Completions on a line that starts with `%`; undefined on any other line, and in the code after `%time`. */
export function magicCompletions(source: string, cursor: number): Completions | undefined {
  const line = source.slice(source.lastIndexOf("\n", cursor - 1) + 1, cursor);
  const [, name, argument] = /^%([\w-]*)(?:[ \t]+(\S*))?$/.exec(line) ?? [];
  if (name === undefined || (name === "time" && argument !== undefined)) return undefined;
  const typed = argument ?? `%${name}`;
  const known = argument === undefined ? Object.keys(magics).map((magic) => `%${magic}`) : (magics[name] ?? []);
  const matches = known.filter((text) => text.startsWith(typed));
  return {
    matches,
    start: cursor - typed.length,
    end: cursor,
    types: matches.map((text) => ({ text, type: "magic", signature: "" })),
  };
}
