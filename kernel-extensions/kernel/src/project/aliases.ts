/** Names for modules, with `*` for any text, and where each leads to. */
export type Patterns<Target> = Readonly<Record<string, Target>>;

/**
 * What a name leads to: that of the same name, or else of the longest pattern that fits, and the text for its `*`.
 * So it is in `paths` of a `tsconfig.json` and in `imports` of a `package.json`.
 */
export function matchPattern<Target>(
  name: string,
  patterns: Patterns<Target>,
): { readonly target: Target; readonly star: string } | undefined {
  if (Object.hasOwn(patterns, name) && !name.includes("*")) return { target: patterns[name]!, star: "" };
  const fitting = Object.keys(patterns).filter((pattern) => fits(name, pattern));
  const [best] = fitting.toSorted((a, b) => b.indexOf("*") - a.indexOf("*"));
  if (best === undefined) return undefined;
  const [before = "", after = ""] = best.split("*");
  return { target: patterns[best]!, star: name.slice(before.length, name.length - after.length) };
}

function fits(name: string, pattern: string): boolean {
  const [before = "", after, ...more] = pattern.split("*");
  if (after === undefined || more.length > 0) return false;
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}
