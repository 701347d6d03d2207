import { readFileSync } from "node:fs";
import { matchPattern, type Patterns } from "./aliases.js";
import { nearest } from "./upwards.node.js";

/** Fields of a `package.json` that say how its files are loaded. */
export interface PackageFile {
  readonly file: string;
  readonly type?: unknown;
  readonly imports?: unknown;
}

/** The `package.json` nearest to a folder, as it is now: Node itself reads each once. */
export function packageFile(folder: string): PackageFile | undefined {
  const file = nearest("package.json", folder);
  if (file === undefined) return undefined;
  try {
    return { ...(JSON.parse(readFileSync(file, "utf8")) as object), file };
  } catch {
    return undefined; // Node says what is wrong with it.
  }
}

/** Where `#name` leads by the `imports` of a `package.json`: a path from its folder or another module's name. */
export function packageImport(
  name: string,
  { imports }: PackageFile,
  conditions: readonly string[],
): string | undefined {
  if (typeof imports !== "object" || imports === null) return undefined;
  const found = matchPattern(name, imports as Patterns<unknown>);
  return found && targetOf(found.target, conditions)?.replaceAll("*", found.star);
}

/** The first that applies, of a list or by condition. */
function targetOf(target: unknown, conditions: readonly string[]): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return undefined;
  const candidates = Array.isArray(target)
    ? target
    : Object.entries(target).flatMap(([name, value]) =>
        name === "default" || conditions.includes(name) ? [value] : [],
      );
  return candidates.map((each) => targetOf(each, conditions)).find((each) => each !== undefined);
}
