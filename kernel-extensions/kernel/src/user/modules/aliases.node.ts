import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { matchPattern } from "../../project/aliases.js";
import { packageFile, packageImport } from "../../project/package-file.node.js";
import { existingFile } from "./existing-file.node.js";
import { notebookOptions } from "./notebook-options.node.js";

/** What a project calls by another name, and the file that says so. */
export interface Alias {
  readonly specifier: string;
  readonly file: string;
}

/**
 * What a name that is no path means in a file of the user: `#name` by the `imports` of the nearest `package.json`, others
 * by `paths` and `baseUrl` of the notebook's `tsconfig.json`; undefined where these say nothing.
 */
export function aliasOf(specifier: string, importer: string, conditions: readonly string[]): Alias | undefined {
  if (/^(\.{0,2}\/|\.{1,2}$|\w+:)/.test(specifier)) return undefined;
  return specifier.startsWith("#") ? ofPackage(specifier, importer, conditions) : ofProject(specifier);
}

function ofPackage(specifier: string, importer: string, conditions: readonly string[]): Alias | undefined {
  const found = packageFile(dirname(fileURLToPath(importer)));
  const target = found && packageImport(specifier, found, conditions);
  if (found === undefined || target === undefined) return undefined;
  const { file } = found;
  return { specifier: target.startsWith("./") ? new URL(target, pathToFileURL(file)).href : target, file };
}

function ofProject(specifier: string): Alias | undefined {
  const { paths = {}, baseUrl, file } = notebookOptions();
  if (file === undefined) return undefined;
  const match = matchPattern(specifier, paths);
  const places = match?.target.map((place) => place.replaceAll("*", match.star)) ?? [];
  if (baseUrl !== undefined) places.push(`${baseUrl}/${specifier}`);
  const found = places.map((place) => existingFile(pathToFileURL(place))).find((each) => each !== undefined);
  return found === undefined ? undefined : { specifier: found, file };
}
