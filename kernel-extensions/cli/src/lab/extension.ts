import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeAtomically } from "#launch";

/** The prebuilt front end, as its package brings it. */
const built = join(
  dirname(createRequire(import.meta.url).resolve("@mesoscope/lab/package.json")),
  "dist",
  "labextension",
);
const scope = "@mesoscope";

const placeIn = (share: string) => join(share, "labextensions", scope, "lab");

/** Puts the front end where a JupyterLab that reads the folder `share` finds it, where it differs. */
export function writeLabExtension(share: string): void {
  const place = placeIn(share);
  const files = filesIn(built);
  // The description comes last: until then the files are there that the former one names.
  for (const name of files.toSorted((a, b) => Number(a === "package.json") - Number(b === "package.json"))) {
    const [file, content] = [join(place, name), readFileSync(join(built, name))];
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeAtomically(file, content);
  }
  for (const name of filesIn(place)) if (!files.includes(name)) rmSync(join(place, name));
}

/** Takes it out again, with the folders that were only for it. */
export function removeLabExtension(share: string): void {
  const place = placeIn(share);
  if (!existsSync(place)) return;
  rmSync(place, { recursive: true });
  for (const folder of [dirname(place), dirname(dirname(place))])
    if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}
