import ts from "typescript";
import type { Completions, Inspection, TypeDiagnostic } from "../protocol/type-service.js";
import { findPlugins } from "../user/plugins/manifest.node.js";
import { type CellDocument, cellDocument, type LiveName } from "./cell-document.node.js";
import { notebookOptions } from "./compiler-options.node.js";
import { completionsAt } from "./completion.node.js";
import { cellDiagnostics } from "./diagnostics.node.js";
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
}

/** The types of a notebook: earlier cells as declarations, one cell as source. */
export class NotebookLanguage {
  readonly #directory: string;
  readonly #host: LanguageHost;
  readonly #service: ts.LanguageService;
  readonly #files: ProjectFiles;
  readonly #names = new SessionNames();
  #noImplicitAny: boolean;

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
    return cellDiagnostics(cell, source, { noImplicitAny: this.#noImplicitAny, stale });
  }

  complete(source: string, place: number, everything: boolean): Completions {
    const cursor = Math.min(place, source.length);
    const magics = magicCompletions(source, cursor, () => findPlugins(this.#directory).map(({ name }) => name));
    if (magics) return magics;
    const typed = everything ? "" : typedName(source, cursor);
    return completionsAt(this.#open(source, this.#mentioned(source, typed)), source, cursor, everything);
  }

  inspect(source: string, cursor: number, detail = 0): Inspection {
    return inspectionAt(this.#open(source), source, cursor, detail);
  }

  packagesChanged(): void {
    this.#host.packagesChanged();
    this.#service.cleanupSemanticCache();
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
    return { service: this.#service, file, document };
  }

  /** Takes in what was installed or set since the last question. */
  #follow(): void {
    if (this.#files.packagesChanged()) this.packagesChanged();
    if (!this.#files.optionsChanged()) return;
    const { options, noImplicitAny, files } = notebookOptions(this.#directory);
    this.#noImplicitAny = noImplicitAny;
    this.#files.optionsRead(files);
    this.#host.optionsChanged(options);
  }

  #summarize(source: string): CellSummary {
    const { service, file, document } = this.#open(source);
    const [output] = service.getEmitOutput(file, true, true).outputFiles;
    return output ? { declarations: output.text, names: document.names } : emptySummary;
  }
}

/** The start of the name at the cursor; undefined for a member, which is none of the notebook's names. */
function typedName(source: string, cursor: number): string | undefined {
  const [, dot, name] = /(\.\s*)?([\p{ID_Continue}$]*)$/u.exec(source.slice(0, cursor))!;
  return dot === undefined ? name : undefined;
}
