import { nearestName, ValueError } from "@mesoscope/sdk";

/** Whether a path such as `0.weights` begins with the parts of another, such as `0`; the empty one begins all. */
export function isWithin(path: string, prefix: string): boolean {
  return prefix === "" || path === prefix || path.startsWith(`${prefix}.`);
}

/** @throws ValueError UNKNOWN_PATH where no path begins with a prefix */
export function checkPrefixes(owner: string, prefixes: readonly string[], paths: readonly string[]): void {
  const stray = prefixes.find((prefix) => !paths.some((path) => isWithin(path, prefix)));
  if (stray === undefined) return;
  const advice = nearestName(stray, paths) ?? paths.slice(0, 6).join(", ");
  throw new ValueError("UNKNOWN_PATH", `${owner}: no parameter begins with ${stray}. There are ${advice}.`);
}
