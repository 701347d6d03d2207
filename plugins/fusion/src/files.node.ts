import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { DataError, nearestName } from "@mesoscope/sdk";

/**
 * Where a file is: an absolute path as it is; a relative one in the working directory or one of its parents, so that
 * `datasets/…` is found from every notebook of a project.
 *
 * @throws DataError FILE_NOT_FOUND
 */
export function findFile(caller: string, file: string): string {
  const folders = path.isAbsolute(file) ? [""] : parents(process.cwd());
  const found = folders.map((folder) => path.join(folder, file)).find((candidate) => existsSync(candidate));
  if (found) return found;
  const where = path.isAbsolute(file) ? "" : ` in ${folders[0]} or the folders above`;
  const similar = similarFile(folders.map((folder) => path.join(folder, file)));
  throw new DataError(
    "FILE_NOT_FOUND",
    `${caller}: there is no ${file}${where}. ${similar ? `Did you mean ${similar}?` : "Check the path."}`,
  );
}

function parents(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...parents(above)];
}

function similarFile(candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    const folder = path.dirname(candidate);
    const nearest = existsSync(folder) ? nearestName(path.basename(candidate), readdirSync(folder)) : undefined;
    if (nearest) return nearest;
  }
  return undefined;
}
