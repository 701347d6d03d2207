import type { Completions } from "../protocol/type-service.js";

/** The kernel's own magics and what may follow them. */
const magics: Readonly<Record<string, readonly string[]>> = {
  graph: [],
  help: [],
  npm: ["install"],
  plugin: ["list", "load", "unload"],
  rerun: ["stale"],
  time: [],
  types: ["warn", "strict", "off"],
  who: [],
};

/**
 * Completions on a line that starts with `%`; undefined on any other line, and in the code after `%time`.
 *
 * @param plugins names of the plugins that `%plugin load` can load
 */
export function magicCompletions(source: string, cursor: number, plugins: () => string[]): Completions | undefined {
  const line = source.slice(source.lastIndexOf("\n", cursor - 1) + 1, cursor);
  const [, name, before, argument] = /^%([\w-]*)(?:[ \t]+(.*[ \t])?(\S*))?$/.exec(line) ?? [];
  if (name === undefined || (name === "time" && argument !== undefined)) return undefined;
  const typed = argument ?? `%${name}`;
  const matches = choices(name, before?.trim(), argument, plugins).filter((text) => text.startsWith(typed));
  return {
    matches,
    start: cursor - typed.length,
    end: cursor,
    types: matches.map((text) => ({ text, type: "magic", signature: "" })),
  };
}

function choices(name: string, before: string | undefined, argument: string | undefined, plugins: () => string[]) {
  if (argument === undefined) return Object.keys(magics).map((magic) => `%${magic}`);
  if (!before) return name === "help" ? Object.keys(magics) : (magics[name] ?? []);
  return name === "plugin" && /^(un)?load$/.test(before) ? plugins().flatMap(namesOf) : [];
}

/** `@mesoscope/gp` may be called `gp` as well. */
function namesOf(plugin: string): string[] {
  return plugin.includes("/") ? [plugin.slice(plugin.lastIndexOf("/") + 1), plugin] : [plugin];
}
