import { existsSync, readFileSync } from "node:fs";
import { type LoadHookSync, type ResolveHookContext, type ResolveHookSync, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { rememberMap } from "../errors/source-maps.node.js";
import { isLocal, noticeChanges, versioned, withoutVersion } from "./local-modules.node.js";
import { isTyped, transform } from "./transform.node.js";

/** Lets `import` and `require` find what a notebook means by them. */
export function hookModules(cell: { readonly importer: string; readonly notebook: string }): void {
  const resolve: ResolveHookSync = (specifier, context, next) => {
    const fromCell = context.parentURL === cell.importer;
    if (fromCell) noticeChanges();
    const found = fromCell ? resolveFromCell(specifier, context, next, cell.notebook) : next(specifier, context);
    if (!isLocal(found.url)) return found;
    const url = versioned(found.url, fromCell ? undefined : context.parentURL);
    const isJson = withoutVersion(url).endsWith(".json");
    return { ...found, url, ...(isJson && { importAttributes: { ...context.importAttributes, type: "json" } }) };
  };
  registerHooks({ resolve, load });
}

type Next = Parameters<ResolveHookSync>[2];

/** From the notebook's folder first, then from where the kernel is installed. */
function resolveFromCell(specifier: string, context: ResolveHookContext, next: Next, notebook: string) {
  const inNotebook = { ...context, parentURL: notebook };
  try {
    return next(asWritten(specifier, notebook), inNotebook);
  } catch (error) {
    if (!isNotFound(error) || !isBare(specifier)) throw error;
    try {
      return next(specifier, context);
    } catch (second) {
      throw isNotFound(second) ? notInstalled(specifier) : second;
    }
  }
}

/** TypeScript writes `./a.js`, or `./a`, for the file `a.ts`. */
function asWritten(specifier: string, parent: string): string {
  if (!/^\.{0,2}\/|^file:/.test(specifier)) return specifier;
  const url = new URL(specifier, parent);
  if (existsSync(url) && /\.\w+$/.test(url.pathname)) return specifier;
  const stem = url.href.replace(/\.(m|c)?jsx?$/, "");
  const found = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".json", "/index.ts", "/index.js"]
    .map((ending) => stem + ending)
    .find((candidate) => existsSync(new URL(candidate)));
  return found ?? specifier;
}

const load: LoadHookSync = (url, context, next) => {
  if (!isLocal(url) || !isTyped(withoutVersion(url))) return next(url, context);
  const file = fileURLToPath(url);
  const { code, map } = transform(file, readFileSync(file, "utf8"));
  rememberMap(url, map);
  return { format: file.endsWith(".cts") ? "commonjs" : "module", source: code, shortCircuit: true };
};

const isBare = (specifier: string) => !/^(\.{0,2}\/|\w+:)/.test(specifier);

const isNotFound = (error: unknown) =>
  ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes((error as { code?: string }).code ?? "");

function notInstalled(specifier: string): Error {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const message = `Cannot find package '${name}'. Install it for this notebook: %npm install ${name}`;
  return Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });
}
