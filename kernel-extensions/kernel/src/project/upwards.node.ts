import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A folder and all folders above it, the nearest first. */
export function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

/** The file of this name in `folder` or the nearest folder above it that has one. */
export function nearest(name: string, folder: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    const file = join(here, name);
    if (existsSync(file)) return file;
    if (here === dirname(here)) return undefined;
  }
}
