import { existsSync, readFileSync } from "node:fs";
import {
  isBuiltin,
  type LoadHookSync,
  type ResolveHookContext,
  type ResolveHookSync,
  registerHooks,
} from "node:module";
import { fileURLToPath } from "node:url";
import { rememberCode } from "../errors/original-position.node.js";
import { isLocal, noticeChanges, rememberPackage, versioned, withoutVersion } from "./local-modules.node.js";
import { isTyped, transform } from "./transform.node.js";

/** Where cells import from: the file of the kernel that does it for them, and the file that they seem to be. */
export interface CellOrigin {
  readonly importer: string;
  readonly notebook: string;
}

/** Where what cells import was found last. */
const imported = new Map<string, string>();

export const importedFrom = (specifier: string): string | undefined => imported.get(specifier);

/** Lets `import` and `require` find what a notebook means by them. */
export function hookModules(cell: CellOrigin): void {
  const resolve: ResolveHookSync = (specifier, context, next) => {
    const fromCell = context.parentURL === cell.importer;
    if (fromCell) noticeChanges();
    const parents = fromCell ? [cell.notebook, cell.importer] : [context.parentURL];
    const found = resolveFrom(parents, specifier, context, next);
    if (fromCell) imported.set(specifier, found.url);
    if (!isLocal(found.url)) return found;
    const url = versioned(found.url, fromCell ? undefined : context.parentURL);
    const isJson = withoutVersion(url).endsWith(".json");
    return { ...found, url, ...(isJson && { importAttributes: { ...context.importAttributes, type: "json" } }) };
  };
  registerHooks({ resolve, load });
}

type Next = Parameters<ResolveHookSync>[2];

/** Looks from each parent in turn; a package that is nowhere is not asked of Node, which would remember that. */
function resolveFrom(
  parents: readonly (string | undefined)[],
  specifier: string,
  context: ResolveHookContext,
  next: Next,
): ReturnType<Next> {
  const name = packageName(specifier);
  const parent = name === undefined ? parents[0] : parents.find((from) => !from || mayHold(from, name));
  if (parent === undefined && parents[0] !== undefined) throw notInstalled(name ?? specifier, context);
  const found = next(asWritten(specifier, parent), { ...context, parentURL: parent });
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
  if (existsSync(url) && /\.\w+$/.test(url.pathname)) return specifier;
  const stem = withoutVersion(url.href).replace(/\.(m|c)?jsx?$/, "");
  const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];
  return endings.map((ending) => stem + ending).find((candidate) => existsSync(new URL(candidate))) ?? specifier;
}

const load: LoadHookSync = (url, context, next) => {
  if (!isLocal(url) || !isTyped(withoutVersion(url))) return next(url, context);
  const file = fileURLToPath(url);
  const transformed = transform(file, readFileSync(file, "utf8"));
  rememberCode(url, transformed);
  return { format: file.endsWith(".cts") ? "commonjs" : "module", source: transformed.code, shortCircuit: true };
};

function notInstalled(name: string, { conditions }: ResolveHookContext): Error {
  const message = `Cannot find package '${name}'. Install it for this notebook: %npm install ${name}`;
  const code = conditions.includes("require") ? "MODULE_NOT_FOUND" : "ERR_MODULE_NOT_FOUND";
  return Object.assign(new Error(message), { code });
}
