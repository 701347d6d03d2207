import { globSync } from "node:fs";
import { dirname } from "node:path";
import type { Home } from "#launch";

/** The folder of every package of the checkout, relative to its root. */
export function packageFolders(home: Home): string[] {
  return globSync("{kernel-extensions,plugins}/*/package.json", { cwd: home.root }).map(dirname).sort();
}
