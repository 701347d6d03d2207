import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { MesoscopeError } from "@mesoscope/sdk";
import { fileStamp } from "./file-stamp.node.js";
import { parseJsonWithComments } from "./json-with-comments.js";
import { nearest, upwards } from "./upwards.node.js";

/** What a `tsconfig.json` says that matters when code runs; how strictly to check is the type service's. */
export interface RuntimeOptions {
  readonly jsx?: string;
  readonly jsxFactory?: string;
  readonly jsxFragmentFactory?: string;
  readonly jsxImportSource?: string;
  readonly experimentalDecorators?: boolean;
  readonly emitDecoratorMetadata?: boolean;
  /** Where modules are looked for that are named without `./`; absolute. */
  readonly baseUrl?: string;
  /** Names for modules, with `*` for any text, and where they lead to; absolute. */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** The `tsconfig.json` itself. */
  readonly file?: string;
}

/** The options where there is no `tsconfig.json`. */
export const noOptions: RuntimeOptions = {};

interface Known {
  readonly options: RuntimeOptions;
  /** The files that were read, with their stamps then: the `tsconfig.json` and what it extends. */
  readonly stamps: ReadonlyMap<string, string>;
}

const known = new Map<string, Known>();

/**
 * The options of the `tsconfig.json` nearest to `folder`, as it is now.
 *
 * @throws MesoscopeError BAD_TSCONFIG where it, or one that it extends, cannot be read
 */
export function runtimeOptions(folder: string): RuntimeOptions {
  const file = nearest("tsconfig.json", folder);
  if (file === undefined) return noOptions;
  const before = known.get(file);
  if (before && [...before.stamps].every(([each, stamp]) => fileStamp(each) === stamp)) return before.options;
  const stamps = new Map<string, string>();
  const options = { ...readOptions(file, stamps), file };
  known.set(file, { options, stamps });
  return options;
}

/** The options of one file, on top of those that it extends. */
function readOptions(file: string, stamps: Map<string, string>): RuntimeOptions {
  if (stamps.has(file)) throw badConfig(file, "it extends itself");
  stamps.set(file, fileStamp(file));
  const { extends: bases = [], compilerOptions = {} } = readConfig(file);
  const inherited = [bases].flat().map((base) => readOptions(findBase(base, file), stamps));
  return Object.assign({}, ...inherited, ownOptions(compilerOptions, dirname(file), inherited.at(-1)));
}

interface Config {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: RuntimeOptions;
}

function readConfig(file: string): Config {
  try {
    return (parseJsonWithComments(readFileSync(file, "utf8")) ?? {}) as Config;
  } catch (error) {
    throw badConfig(file, (error as Error).message);
  }
}

/** Paths in a configuration count from its folder, or from `baseUrl`. */
function ownOptions(options: RuntimeOptions, folder: string, inherited?: RuntimeOptions): RuntimeOptions {
  const { baseUrl, paths } = options;
  const base = baseUrl === undefined ? inherited?.baseUrl : resolve(folder, baseUrl);
  const from = base ?? folder;
  const absolute = Object.entries(paths ?? {}).map(([name, places]) => [
    name,
    places.map((place) => resolve(from, place)),
  ]);
  return {
    ...options,
    ...(base !== undefined && { baseUrl: base }),
    ...(paths && { paths: Object.fromEntries(absolute) }),
  };
}

/** `extends` names a file, with or without `.json`, or a package's. */
function findBase(name: string, from: string): string {
  const folder = dirname(from);
  const isPath = name.startsWith(".") || isAbsolute(name);
  const folders = isPath ? [folder] : upwards(folder).map((above) => join(above, "node_modules"));
  const candidates = folders
    .map((above) => resolve(above, name))
    .flatMap((place) => (place.endsWith(".json") ? [place] : [`${place}.json`, join(place, "tsconfig.json")]));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw badConfig(from, `"${name}", which it extends, was not found`);
  return found;
}

function badConfig(file: string, what: string): MesoscopeError {
  return new MesoscopeError("BAD_TSCONFIG", `${file} cannot be used: ${what}. Put it right and run the cell again.`);
}
