import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fileStamp } from "../../project/file-stamp.node.js";

/** What is known of a file of the user that was imported. */
interface LocalModule {
  /** Raised when the file or one that it imports changes; part of the address, so that Node loads it anew. */
  version: number;
  stamp: string;
  readonly imports: Set<string>;
  /** Of no package. */
  readonly own: boolean;
}

const modules = new Map<string, LocalModule>();
const failed = new Set<string>();
const { cache } = createRequire(import.meta.url);

const kernelFolder = new URL("../../", import.meta.url).href;

/** Tells whether `url` is a file that the user may change: not of Node, not of an installed package, not the kernel. */
export function isLocal(url: string): boolean {
  return (
    url.startsWith("file:") &&
    !url.includes("/node_modules/") &&
    !url.startsWith(kernelFolder) &&
    !/\.(node|wasm)$/.test(url)
  );
}

/** Folders of packages that are linked into `node_modules`, such as those of a workspace. */
const linkedPackages = new Set<string>();

/** Remembers the package of a file that was imported by a package's name, unless the notebook is part of it. */
export function rememberPackage(url: string): void {
  if (!isLocal(url) || isOfPackage(url)) return;
  let folder = new URL(".", url);
  while (!existsSync(new URL("package.json", folder))) {
    const above = new URL("..", folder);
    if (above.href === folder.href) return;
    folder = above;
  }
  if (!pathToFileURL(`${process.cwd()}/`).href.startsWith(folder.href)) linkedPackages.add(folder.href);
}

/** Tells whether a script is of a package, installed or linked, rather than the user's own. */
export function isOfPackage(script: string): boolean {
  const url = script.startsWith("file:") ? script : pathToFileURL(script).href;
  return url.includes("/node_modules/") || [...linkedPackages].some((folder) => url.startsWith(folder));
}

/** Tells whether a file is the user's own: local, and of no package. */
export const isOwn = (url: string): boolean => isLocal(url) && !isOfPackage(url);

/** The address under which the present content of a local file is loaded. */
export function versioned(url: string, importer: string | undefined): string {
  const plain = withoutVersion(url);
  const known = modules.get(plain) ?? open(plain);
  modules.set(plain, known);
  if (importer) modules.get(withoutVersion(importer))?.imports.add(plain);
  return known.version === 0 ? plain : `${plain}?v=${known.version}`;
}

function open(url: string): LocalModule {
  return { version: 0, stamp: fileStamp(fileURLToPath(url)), imports: new Set(), own: !isOfPackage(url) };
}

export const withoutVersion = (url: string): string => url.replace(/\?v=\d+$/, "");

/** Remembers that importing `url` failed, so that the next attempt starts afresh. */
export function rememberFailure(url: string): void {
  for (const each of withImports(url)) failed.add(each);
}

/** Loads what has changed, which has a new address, without making new what failed before: that would be a change too. */
export async function withoutRetries<T>(load: () => Promise<T>): Promise<T> {
  const before = [...failed];
  failed.clear();
  try {
    return await load();
  } finally {
    for (const url of before) failed.add(url);
  }
}

/** A local file and all local files that it imports, as far as is known. */
export function withImports(url: string, seen = new Set<string>()): ReadonlySet<string> {
  const plain = withoutVersion(url);
  if (seen.has(plain)) return seen;
  seen.add(plain);
  for (const imported of modules.get(plain)?.imports ?? []) withImports(imported, seen);
  return seen;
}

/** What cells have imported: the address to which each specifier last led. */
const imported = new Map<string, string>();

export const rememberForCells = (specifier: string, url: string): void => void imported.set(specifier, url);

/** The address of a local file that a cell imported by `specifier`. */
export const importedByCell = (specifier: string): string | undefined => imported.get(specifier);

/** Grows whenever a file has become new. */
let renewals = 0;

/** Files that have changed since this was last asked. */
let changedFiles = new Set<string>();

export function takeChanged(): ReadonlySet<string> {
  const taken = changedFiles;
  changedFiles = new Set();
  return taken;
}

/** Finds the local files that have changed since they were loaded; they and all that import them become new. */
export function noticeChanges(): void {
  const changed = changedAmong(() => true);
  for (const url of failed) changed.add(url);
  failed.clear();
  renewAll(changed);
}

/** Does the same for the user's own files only, before each cell; tells how often any file has become new. */
export function noticeOwnChanges(): number {
  renewAll(changedAmong((known) => known.own));
  return renewals;
}

function changedAmong(isAsked: (known: LocalModule) => boolean): Set<string> {
  const changed = new Set<string>();
  for (const [url, known] of modules) {
    if (!isAsked(known)) continue;
    const stamp = fileStamp(fileURLToPath(url));
    if (stamp === known.stamp) continue;
    known.stamp = stamp;
    changed.add(url);
    changedFiles.add(url);
  }
  return changed;
}

function renewAll(changed: Set<string>): void {
  if (changed.size === 0) return;
  renewals++;
  let size: number;
  do {
    size = changed.size;
    for (const [url, { imports }] of modules) if (!imports.isDisjointFrom(changed)) changed.add(url);
  } while (changed.size > size);
  for (const url of changed) renew(url);
}

function renew(url: string): void {
  const known = modules.get(url);
  if (!known) return;
  known.version++;
  known.imports.clear();
  delete cache[fileURLToPath(url)];
}
