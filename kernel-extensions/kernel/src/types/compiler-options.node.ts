import { dirname } from "node:path";
import ts from "typescript";

/** How cells are checked: as strict modules of the newest language, run by Node. */
const defaults: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  lib: ["lib.esnext.d.ts"],
  strict: true,
  jsx: ts.JsxEmit.Preserve,
};

/** What cells need whatever the notebook's `tsconfig.json` says. */
const required: ts.CompilerOptions = {
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: false,
  skipLibCheck: true,
  noEmit: false,
  declaration: false,
  composite: false,
  incremental: false,
  isolatedModules: false,
  isolatedDeclarations: false,
  verbatimModuleSyntax: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  maxNodeModuleJsDepth: 0,
};

/** What is kept of a project's options: those that say how strictly to check and where modules are found. */
const kept =
  /^(strict.*|no.*|exactOptional.*|useUnknown.*|allowUn.*|lib|types|paths|jsx.*|customConditions|experimentalDecorators|erasableSyntaxOnly|allowSyntheticDefaultImports|pathsBasePath)$/;

export interface NotebookOptions {
  readonly options: ts.CompilerOptions;
  /** The project asks for complaints about types that are `any` for want of an annotation. */
  readonly noImplicitAny: boolean;
  /** The files they were read from. */
  readonly files: readonly string[];
}

/** The options for cells of a notebook in `directory`, with what the nearest `tsconfig.json` upwards sets. */
export function notebookOptions(directory: string): NotebookOptions {
  const file = ts.findConfigFile(directory, ts.sys.fileExists);
  const { options: project, files } = file ? readProject(file) : { options: {}, files: [] };
  const wanted = Object.entries(project).filter(([name]) => kept.test(name));
  const options = { ...defaults, ...Object.fromEntries(wanted), ...required };
  return {
    options: { ...options, noImplicitAny: true },
    noImplicitAny: project.noImplicitAny ?? project.strict ?? false,
    files,
  };
}

function readProject(file: string): { options: ts.CompilerOptions; files: string[] } {
  const json = ts.readJsonConfigFile(file, ts.sys.readFile);
  const host = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonSourceFileConfigFileContent(json, host, dirname(file), undefined, file);
  return { options, files: [file, ...(json.extendedSourceFiles ?? [])] };
}
