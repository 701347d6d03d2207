import ts from "typescript";
import type { Completions, Inspection, TypeDiagnostic } from "../protocol/type-service.js";
import { findPlugins } from "../user/plugins/manifest.node.js";
import { type CellDocument, cellDocument, type LiveName } from "./cell-document.node.js";
import { notebookOptions } from "./compiler-options.node.js";
import { completionsAt } from "./completion.node.js";
import { cellDiagnostics } from "./diagnostics.node.js";
import { fence, together } from "./documentation.node.js";
import { ExportIndex, importStatement, nodeExports } from "./export-index.node.js";
import { importCompletions, withImportable } from "./import-completions.node.js";
import { inspectionAt } from "./inspection.node.js";
import { LanguageHost } from "./language-host.node.js";
import { magicCompletions } from "./magic-completions.js";
import { type CellSummary, type ExecutedText, emptySummary } from "./messages.js";
import { ProjectFiles } from "./project-files.node.js";
import { SessionNames } from "./session-names.node.js";

/** A cell in the language service. */
export interface OpenCell {
  readonly service: ts.LanguageService;
  readonly file: string;
  readonly document: CellDocument;
  readonly earlier: SessionNames;
}

/** The types of a notebook: earlier cells as declarations, one cell as source. */
export class NotebookLanguage {
  readonly #directory: string;
  readonly #host: LanguageHost;
  readonly #service: ts.LanguageService;
  readonly #files: ProjectFiles;
  readonly #names = new SessionNames();
  #noImplicitAny: boolean;
  #index: ExportIndex | undefined;

  constructor(directory: string, cancellation: ts.HostCancellationToken) {
    this.#directory = directory;
    const { options, noImplicitAny, files } = notebookOptions(directory);
    this.#noImplicitAny = noImplicitAny;
    this.#files = new ProjectFiles(directory);
    this.#files.optionsRead(files);
    this.#host = new LanguageHost(directory, options, cancellation);
    this.#service = ts.createLanguageService(this.#host);
  }

  /** Takes in an executed cell; `summary` is given where it is known from before a restart. */
  executed(cell: ExecutedText, summary: CellSummary = this.#summarize(cell.source)): CellSummary {
    const { module } = this.#names.add(cell, summary);
    this.#host.write(module, ".d.ts", summary.declarations);
    return summary;
  }

  /** What is wrong with a cell that follows the first `after` cells. */
  diagnostics(source: string, after?: number): TypeDiagnostic[] {
    const stale = this.#names.stale(after);
    const names = this.#mentioned(source, undefined, after).filter(({ name }) => !stale.has(name));
    const cell = this.#open(source, names, after);
    const importable = (name: string) => this.index.find(name)[0];
    return cellDiagnostics(cell, source, { noImplicitAny: this.#noImplicitAny, stale, importable });
  }

  complete(source: string, place: number, everything: boolean): Completions {
    const cursor = Math.min(place, source.length);
    const magics = magicCompletions(source, cursor, () => findPlugins(this.#directory).map(({ name }) => name));
    if (magics) return magics;
    const imports = importCompletions(source, cursor, () => this.index);
    if (imports) return imports;
    const typed = everything ? "" : typedName(source, cursor);
    const cell = this.#open(source, this.#mentioned(source, typed));
    return withImportable(completionsAt(cell, source, cursor, everything), source, () => this.index);
  }

  inspect(source: string, cursor: number, detail = 0): Inspection {
    const found = inspectionAt(this.#open(source), source, cursor, detail);
    return found.found ? found : this.#inspectImportable(source, cursor, detail);
  }

  /** A name that is not imported yet is explained as it would be, with the import that it needs. */
  #inspectImportable(source: string, cursor: number, detail: number): Inspection {
    const name = nameAt(source, cursor);
    const [found] = name === undefined ? [] : this.index.find(name);
    if (!found) return { found: false, markdown: "", text: "" };
    const wanted = importStatement(found);
    const { markdown, text } = inspectionAt(this.#open(`${source}\n;${wanted}`), source, cursor, detail);
    const notes = { markdown: `Not imported yet:\n\n${fence(wanted)}`, text: `Not imported yet: ${wanted}` };
    return { found: true, ...together([{ markdown, text }, notes]) };
  }

  packagesChanged(): void {
    this.#index = undefined;
    this.#host.packagesChanged();
    this.#service.cleanupSemanticCache();
  }

  /** What cells could import, read when it is first needed. */
  get index(): ExportIndex {
    this.#index ??= new ExportIndex(
      this.#directory,
      this.#host,
      nodeExports(this.#service.getProgram()!.getTypeChecker()),
    );
    return this.#index;
  }

  /** Loads the libraries, so that the first question is answered soon. */
  warm(): void {
    this.complete("process.", 8, false);
    this.diagnostics("[1].map((value) => value.toFixed());");
  }

  /**
   * The names of earlier cells that occur in `source` or start with what is being typed: with only these, the cost
   * hardly grows with the notebook.
   */
  #mentioned(source: string, typed?: string, after?: number): LiveName[] {
    const words = new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
    const isTyped = (name: string) => typed !== undefined && name.toLowerCase().startsWith(typed.toLowerCase());
    return this.#names.live(after).filter(({ name }) => words.has(name) || isTyped(name));
  }

  #open(source: string, names = this.#mentioned(source), after?: number): OpenCell {
    const document = cellDocument(source, names, this.#names.sideEffects(after));
    this.#follow();
    const file = this.#host.write("./__cell", document.jsx ? ".tsx" : ".ts", document.text);
    this.#host.open(file);
    this.#host.refresh(
      this.#service
        .getProgram()
        ?.getSourceFiles()
        .map((source) => source.fileName) ?? [],
    );
    return { service: this.#service, file, document, earlier: this.#names };
  }

  /** Takes in what was installed or set since the last question. */
  #follow(): void {
    if (this.#files.packagesChanged()) this.packagesChanged();
    if (!this.#files.optionsChanged()) return;
    const { options, noImplicitAny, files } = notebookOptions(this.#directory);
    this.#noImplicitAny = noImplicitAny;
    this.#files.optionsRead(files);
    this.#index = undefined;
    this.#host.optionsChanged(options);
  }

  #summarize(source: string): CellSummary {
    const { service, file, document } = this.#open(source);
    const [output] = service.getEmitOutput(file, true, true).outputFiles;
    return output ? { declarations: output.text, names: document.names } : emptySummary;
  }
}

/** The name that the cursor is in or at the end of; undefined for a member. */
function nameAt(source: string, cursor: number): string | undefined {
  const [, before] = /(?<![.\p{ID_Continue}$])([\p{ID_Continue}$]*)$/u.exec(source.slice(0, cursor)) ?? [];
  const [after] = /^[\p{ID_Continue}$]*/u.exec(source.slice(cursor))!;
  return before === undefined ? undefined : before + after || undefined;
}

/** The start of the name at the cursor; undefined for a member, which is none of the notebook's names. */
function typedName(source: string, cursor: number): string | undefined {
  const [, dot, name] = /(\.\s*)?([\p{ID_Continue}$]*)$/u.exec(source.slice(0, cursor))!;
  return dot === undefined ? name : undefined;
}
