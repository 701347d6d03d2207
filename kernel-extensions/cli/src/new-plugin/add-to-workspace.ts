import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Home, inOrder, type Lockfile } from "#launch";
import type { Undoable } from "./undoable.js";

/** Does for a new package what `npm install` would, without the network, and has the root `tsconfig.json` build it. */
export function addToWorkspace(home: Home, name: string, changes: Undoable): void {
  const folder = `plugins/${name}`;
  const manifest = JSON.parse(readFileSync(join(home.root, folder, "package.json"), "utf8"));
  const { name: packageName, version, license, dependencies, engines } = manifest;
  changes.link(join(home.root, "node_modules", packageName), `../../${folder}`);
  changes.edit(join(home.root, "package-lock.json"), (text) => {
    const lock = JSON.parse(text) as Lockfile;
    const added = {
      [`node_modules/${packageName}`]: { resolved: folder, link: true },
      [folder]: { name: packageName, version, license, dependencies, engines },
    };
    return `${JSON.stringify(inOrder({ ...lock, packages: { ...lock.packages, ...added } }), null, 2)}\n`;
  });
  changes.edit(join(home.root, "tsconfig.json"), (text) =>
    text.replace(/(\n\s*)(\{[^{}]*\})(\s*\]\s*\}\s*)$/, `$1$2,$1{ "path": "${folder}" }$3`),
  );
}
