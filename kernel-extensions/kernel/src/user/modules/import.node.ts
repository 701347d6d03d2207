import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { noticeImport } from "../inputs/notice-import.node.js";
import { ownRun, type Run } from "../run.node.js";
import { type Assign, follow, type Namespace } from "./follow.node.js";
import { hookModules, importedFrom } from "./hooks.node.js";
import { isLocal, rememberFailure, withImports, withoutVersion } from "./local-modules.node.js";
import { explainMissing, isMissing } from "./missing.node.js";
import { findSyntaxError } from "./transform.node.js";

/** The file that cells seem to be, for whatever asks from where an import comes. */
const notebookFile = join(process.cwd(), "notebook.ts");
const notebook = pathToFileURL(notebookFile).href;

/**
 * What `import` means in a cell. `names` are those that the cell uses as values; `assign` lets its names follow a local
 * file that changes.
 *
 * @throws SyntaxError where the module lacks one of `names`
 */
async function importModule(
  specifier: string,
  options?: ImportCallOptions,
  names: readonly string[] = [],
  assign?: Assign,
): Promise<Namespace> {
  const run = ownRun();
  const loadFor = () => load(run, specifier, options, names);
  const module = await loadFor();
  if (assign) follow(specifier, module, assign, loadFor);
  return module;
}

/** Loads a module for the run whose names it gives values, also when that has ended. */
async function load(
  run: Run | undefined,
  specifier: string,
  options: ImportCallOptions | undefined,
  names: readonly string[],
): Promise<Namespace> {
  let module: Namespace;
  try {
    module = await import(specifier, options);
  } catch (error) {
    throw afterFailure(specifier, error);
  }
  const url = importedFrom(specifier);
  if (run && url !== undefined) noticeImport(run, url);
  const missing = names.find((name) => !(name in module));
  if (missing === undefined) return module;
  throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${missing}'`);
}

/** Lets the next attempt start afresh, and gives errors the place in the cell or file that Node does not tell. */
function afterFailure(specifier: string, error: unknown): unknown {
  if (isMissing(error)) {
    error.message = explainMissing(error, specifier, notebookFile);
    Error.captureStackTrace(error);
  }
  const url = resolved(specifier);
  if (!url || !isLocal(url)) return error;
  rememberFailure(url);
  if (!(error instanceof SyntaxError)) return error;
  const files = [...withImports(url)].map((each) => fileURLToPath(each));
  return files.map(findSyntaxError).find(Boolean) ?? error;
}

function resolved(specifier: string): string | undefined {
  try {
    return import.meta.resolve(specifier);
  } catch {
    return undefined;
  }
}

/** `require` of the notebook's folder; what is not there is looked for where the kernel is installed. */
function notebookRequire(): NodeJS.Require {
  const here = createRequire(notebookFile);
  const own = createRequire(import.meta.url);
  const require = (id: string) => {
    const from = canResolve(here, id) || !canResolve(own, id) ? here : own;
    const module = from(id);
    const run = ownRun();
    if (run && !isBuiltin(id)) noticeImport(run, pathToFileURL(from.resolve(id)).href);
    return module;
  };
  return Object.assign(require, {
    resolve: here.resolve,
    cache: here.cache,
    main: here.main,
    extensions: here.extensions,
  });
}

function canResolve(require: NodeJS.Require, id: string): boolean {
  try {
    require.resolve(id);
    return true;
  } catch {
    return false;
  }
}

/** Makes modules work in cells, and gives the globals by which they reach them. */
export function installModules(): Record<string, unknown> {
  hookModules({ importer: import.meta.url, notebook });
  const module = { exports: {}, id: ".", filename: notebookFile, loaded: false, children: [], paths: [] as string[] };
  return {
    __import: importModule,
    __importMeta: {
      url: notebook,
      filename: notebookFile,
      dirname: process.cwd(),
      main: true,
      resolve: (specifier: string) => withoutVersion(import.meta.resolve(specifier)),
    },
    require: notebookRequire(),
    module,
    exports: module.exports,
    __filename: notebookFile,
    __dirname: process.cwd(),
  };
}
