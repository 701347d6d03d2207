import { existsSync, readFileSync } from "node:fs";
import {
  isBuiltin,
  type LoadHookSync,
  type ResolveHookContext,
  type ResolveHookSync,
  registerHooks,
} from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packageFile } from "../../project/package-file.node.js";
import type { RuntimeOptions } from "../../project/runtime-options.node.js";
import { standInFor } from "../../project/stand-ins.js";
import { rememberCode } from "../errors/original-position.node.js";
import { aliasOf } from "./aliases.node.js";
import { existingFile } from "./existing-file.node.js";
import {
  isLocal,
  isOwn,
  noticeChanges,
  rememberForCells,
  rememberPackage,
  versioned,
  withoutVersion,
} from "./local-modules.node.js";
import { notebookOptions } from "./notebook-options.node.js";
import { isTyped, transform } from "./transform.node.js";

/** Where cells import from: the file of the kernel that does it for them, and the file that they seem to be. */
export interface CellOrigin {
  readonly importer: string;
  readonly notebook: string;
}

/** Node's own, before it is watched which files cells read: modules are known as such. */
const readSource = readFileSync;

/** Where what cells import was found last. */
const imported = new Map<string, string>();

export const importedFrom = (specifier: string): string | undefined => imported.get(specifier);

/** Lets `import` and `require` find what a notebook means by them. */
export function hookModules(cell: CellOrigin): void {
  const resolve: ResolveHookSync = (specifier, context, next) => {
    const fromCell = context.parentURL === cell.importer;
    if (fromCell) noticeChanges();
    const importer = fromCell ? cell.notebook : context.parentURL;
    const parents = fromCell ? [cell.notebook, cell.importer] : [importer];
    const found =
      importer !== undefined && isOwn(importer)
        ? resolveOwn([importer, cell.importer], specifier, parents, context, next)
        : resolveFrom(parents, specifier, context, next);
    if (fromCell) imported.set(specifier, found.url);
    if (!isLocal(found.url)) return found;
    const url = versioned(found.url, fromCell ? undefined : importer);
    if (fromCell) rememberForCells(specifier, url);
    const plain = withoutVersion(url);
    const isJson = plain.endsWith(".json");
    return {
      ...found,
      url,
      ...(plain.endsWith(".js") && formatOf(url)),
      ...(isJson && { importAttributes: { ...context.importAttributes, type: "json" } }),
    };
  };
  registerHooks({ resolve, load });
}

type Next = Parameters<ResolveHookSync>[2];
type Parents = readonly (string | undefined)[];

/** What a cell or a local file asks for may be a name that the project has given, or a package that has a stand-in. */
function resolveOwn(
  [importer, kernel]: readonly [string, string],
  specifier: string,
  parents: Parents,
  context: ResolveHookContext,
  next: Next,
): ReturnType<Next> {
  const standIn = standInFor(specifier);
  if (standIn !== undefined) return resolveFrom([importer, kernel], standIn, context, next);
  const alias = aliasOf(specifier, importer, context.conditions);
  if (alias) versioned(pathToFileURL(alias.file).href, importer);
  return resolveFrom(parents, alias?.specifier ?? specifier, context, next);
}

/** How Node is to read a `.js` file of the user, whose `package.json` may have changed since Node looked. */
function formatOf(url: string): { format?: string } {
  if (!isOwn(url)) return {};
  const found = packageFile(dirname(fileURLToPath(withoutVersion(url))));
  if (typeof found?.type !== "string") return {};
  versioned(pathToFileURL(found.file).href, url);
  return { format: found.type === "module" ? "module" : "commonjs" };
}

/** Looks from each parent in turn; a package that is nowhere is not asked of Node, which would remember that. */
function resolveFrom(parents: Parents, specifier: string, context: ResolveHookContext, next: Next): ReturnType<Next> {
  const name = packageName(specifier);
  const parent = name === undefined ? parents[0] : parents.find((from) => !from || mayHold(from, name));
  if (parent === undefined && parents[0] !== undefined) throw notInstalled(name ?? specifier, context);
  const written = asWritten(specifier, parent);
  const isPath = written.startsWith("file:") && context.conditions.includes("require");
  const found = next(isPath ? fileURLToPath(written) : written, { ...context, parentURL: parent });
  if (name !== undefined) rememberPackage(found.url);
  return found;
}

/** The package that a bare specifier names; undefined for paths, addresses and Node's own modules. */
function packageName(specifier: string): string | undefined {
  if (/^(\.{0,2}\/|\.{1,2}$|#|\w+:)/.test(specifier) || isBuiltin(specifier)) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Tells whether a package can be found from a file: in a `node_modules` above it, or as the file's own package. */
function mayHold(parent: string, name: string): boolean {
  if (!parent.startsWith("file:") || process.env.NODE_PATH) return true;
  for (let folder = new URL(".", parent); ; folder = new URL("..", folder)) {
    if (existsSync(new URL(`node_modules/${name}`, folder)) || isPackage(folder, name)) return true;
    if (folder.pathname === "/" || folder.href === new URL("..", folder).href) return false;
  }
}

function isPackage(folder: URL, name: string): boolean {
  try {
    return (JSON.parse(readFileSync(new URL("package.json", folder), "utf8")) as { name?: string }).name === name;
  } catch {
    return false;
  }
}

/** TypeScript writes `./a.js`, or `./a`, for the file `a.ts`. */
function asWritten(specifier: string, parent: string | undefined): string {
  if (!parent || !isLocal(parent) || !/^(\.{0,2}\/|file:)/.test(specifier)) return specifier;
  const url = new URL(specifier, parent);
  const found = existingFile(url);
  return found === undefined || found === url.href ? specifier : found;
}

const load: LoadHookSync = (url, context, next) => {
  if (!isLocal(url) || !isTyped(withoutVersion(url))) return next(url, context);
  const file = fileURLToPath(url);
  const transformed = transform(file, readSource(file, "utf8"), () => optionsFor(url));
  rememberCode(url, transformed);
  return { format: file.endsWith(".cts") ? "commonjs" : "module", source: transformed.code, shortCircuit: true };
};

/** The compiler options for a local file, which is loaded anew when they change. */
function optionsFor(url: string): RuntimeOptions {
  const options = notebookOptions();
  if (options.file !== undefined) versioned(pathToFileURL(options.file).href, url);
  return options;
}

function notInstalled(name: string, { conditions }: ResolveHookContext): Error {
  const message = `Cannot find package '${name}'. Install it for this notebook: %npm install ${name}`;
  const code = conditions.includes("require") ? "MODULE_NOT_FOUND" : "ERR_MODULE_NOT_FOUND";
  return Object.assign(new Error(message), { code });
}
