import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { standInFor } from "../project/stand-ins.js";
import { diskVersion } from "./disk-version.node.js";
import { globalsText } from "./globals.js";

/** The kernel's own folder: types that the notebook's folder lacks come from its install. */
const globalsFile = slashes(fileURLToPath(new URL("./__globals.d.ts", import.meta.url)));

/** What the language service sees: files on disk and, in the notebook's folder, the cells. */
export class LanguageHost implements ts.LanguageServiceHost {
  readonly #directory: string;
  #options: ts.CompilerOptions;
  readonly #cells = new Map<string, { text: string; version: number }>([
    [globalsFile, { text: globalsText, version: 0 }],
  ]);
  readonly #snapshots = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  readonly #versions = new Map<string, string>();
  /** Packages that cells have imported stay loaded: to parse them anew takes up to a second. */
  readonly #packages = new Set<string>();
  /** The cell and local files with an import that leads nowhere so far: each question looks again. */
  readonly #unresolved = new Set<string>();
  #resolutions: ts.ModuleResolutionCache;
  #root = "";
  #moved = false;
  #version = 0;

  constructor(
    directory: string,
    options: ts.CompilerOptions,
    readonly cancellation: ts.HostCancellationToken,
  ) {
    this.#directory = slashes(directory);
    this.#options = options;
    this.#resolutions = this.#newResolutions();
  }

  /** Adds or replaces a module of the notebook, named like an import (`./__cell_1`). */
  write(module: string, extension: string, text: string): string {
    const file = this.#path(module + extension);
    const before = this.#cells.get(file);
    if (before?.text !== text) {
      this.#unresolved.delete(file);
      this.#cells.set(file, { text, version: (before?.version ?? 0) + 1 });
      this.#version++;
    }
    return file;
  }

  /** Makes `file` the module that is asked about. */
  open(file: string): void {
    if (this.#root !== file) this.#version++;
    this.#root = file;
  }

  /** Looks at local files again, also for those that were missing; at packages too when they have changed. */
  refresh(files: Iterable<string>): void {
    this.#moved = false;
    if (this.#unresolved.size > 0) this.#version++;
    for (const file of files) {
      if (file.includes("/node_modules/") || this.#cells.has(file)) continue;
      const version = diskVersion(file);
      if (this.#versions.get(file) !== version) this.#version++;
      this.#versions.set(file, version);
    }
  }

  packagesChanged(): void {
    this.#resolutions = this.#newResolutions();
    this.#versions.clear();
    for (const file of this.#packages) if (!ts.sys.fileExists(file)) this.#packages.delete(file);
    this.#moved = true;
    this.#version++;
  }

  optionsChanged(options: ts.CompilerOptions): void {
    this.#options = options;
    this.packagesChanged();
  }

  /** The file of a module that a cell, or the given file, would import; undefined where there is none. */
  resolve(specifier: string, from = this.#path("./cell.ts")): string | undefined {
    return this.#find(specifier, from, ts.ModuleKind.ESNext).resolvedModule?.resolvedFileName;
  }

  /** TypeScript asks for it, undocumented: without it every question reads the `package.json` of all libraries again. */
  getModuleResolutionCache = (): ts.ModuleResolutionCache => this.#resolutions;
  getProjectVersion = (): string => String(this.#version);
  getScriptFileNames = (): string[] => [globalsFile, ...this.#packages, ...(this.#root ? [this.#root] : [])];
  hasInvalidatedResolutions = (file: string): boolean => this.#moved || this.#unresolved.has(file);
  getCompilationSettings = (): ts.CompilerOptions => this.#options;
  getCurrentDirectory = (): string => this.#directory;
  getDefaultLibFileName = (options: ts.CompilerOptions): string => ts.getDefaultLibFilePath(options);
  getCancellationToken = (): ts.HostCancellationToken => this.cancellation;
  useCaseSensitiveFileNames = (): boolean => ts.sys.useCaseSensitiveFileNames;
  fileExists = (file: string): boolean => this.#cells.has(file) || ts.sys.fileExists(file);
  readFile = (file: string): string | undefined => this.#cells.get(file)?.text ?? ts.sys.readFile(file);
  directoryExists = ts.sys.directoryExists;
  getDirectories = ts.sys.getDirectories;
  readDirectory = ts.sys.readDirectory;
  realpath = (path: string): string => (this.#cells.has(path) ? path : ts.sys.realpath!(path));

  getScriptVersion = (file: string): string => {
    const cell = this.#cells.get(file);
    if (cell) return String(cell.version);
    const version = this.#versions.get(file) ?? diskVersion(file);
    this.#versions.set(file, version);
    return version;
  };

  getScriptSnapshot = (file: string): ts.IScriptSnapshot | undefined => {
    const version = this.getScriptVersion(file);
    const known = this.#snapshots.get(file);
    if (known?.version === version) return known.snapshot;
    const text = this.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(file, { version, snapshot });
    return snapshot;
  };

  resolveModuleNameLiterals = (
    literals: readonly ts.StringLiteralLike[],
    containingFile: string,
    redirected: ts.ResolvedProjectReference | undefined,
    options: ts.CompilerOptions,
    source: ts.SourceFile,
  ): readonly ts.ResolvedModuleWithFailedLookupLocations[] => {
    const resolved = literals.map((literal) => {
      const cell = this.#path(`${literal.text}.d.ts`);
      if (this.#cells.has(cell) && this.#cells.has(containingFile))
        return {
          resolvedModule: { resolvedFileName: cell, extension: ts.Extension.Dts },
        } as ts.ResolvedModuleWithFailedLookupLocations;
      const mode = ts.getModeForUsageLocation(source, literal, options);
      const found = this.#find(standInFor(literal.text) ?? literal.text, containingFile, mode, redirected);
      if (this.#cells.has(containingFile)) this.#keep(literal.text, found.resolvedModule);
      return found;
    });
    const isSource = !/\.d\.[cm]?ts$|\/node_modules\//.test(containingFile);
    const isMissing = (found: ts.ResolvedModuleWithFailedLookupLocations, i: number) =>
      !found.resolvedModule && !isBuiltin(literals[i]!.text);
    if (isSource && resolved.some(isMissing)) this.#unresolved.add(containingFile);
    else this.#unresolved.delete(containingFile);
    return resolved;
  };

  resolveTypeReferenceDirectiveReferences = <T extends ts.FileReference | string>(
    references: readonly T[],
    containingFile: string,
    redirected: ts.ResolvedProjectReference | undefined,
    options: ts.CompilerOptions,
    source: ts.SourceFile | undefined,
  ): readonly ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations[] =>
    references.map((reference) => {
      const name = typeof reference === "string" ? reference : reference.fileName;
      const mode = ts.getModeForFileReference(reference, source?.impliedNodeFormat);
      const find = (from: string) =>
        ts.resolveTypeReferenceDirective(name, from, options, this, redirected, undefined, mode);
      const first = find(containingFile === globalsFile ? this.#path("./cell.ts") : containingFile);
      return first.resolvedTypeReferenceDirective ? first : find(globalsFile);
    });

  /** Local files come and go: only what is known of packages is kept. */
  #find(
    name: string,
    from: string,
    mode: ts.ResolutionMode,
    redirected?: ts.ResolvedProjectReference,
  ): ts.ResolvedModuleWithFailedLookupLocations {
    const isLocal = name.startsWith(".");
    const cache = isLocal ? undefined : this.#resolutions;
    const find = (file: string) => ts.resolveModuleName(name, file, this.#options, this, cache, redirected, mode);
    const found = find(from);
    return found.resolvedModule || isLocal ? found : orElse(find(globalsFile), found);
  }

  #keep(name: string, found: ts.ResolvedModuleFull | undefined): void {
    if (found && !name.startsWith(".")) this.#packages.add(found.resolvedFileName);
  }

  /** The full name of a module of the notebook, given like an import. */
  #path(module: string): string {
    return `${this.#directory}/${module.replace(/^\.\//, "")}`;
  }

  #newResolutions(): ts.ModuleResolutionCache {
    return ts.createModuleResolutionCache(this.#directory, (name) => name, this.#options);
  }
}

const orElse = (
  first: ts.ResolvedModuleWithFailedLookupLocations,
  second: ts.ResolvedModuleWithFailedLookupLocations,
): ts.ResolvedModuleWithFailedLookupLocations => (first.resolvedModule ? first : second);

/** Paths as TypeScript writes them. */
function slashes(path: string): string {
  return path.replaceAll("\\", "/").replace(/\/$/, "");
}
