import { relative, resolve, sep } from "node:path";
import type { CellProvenance } from "@mesoscope/sdk";
import type { CellSources } from "../protocol/compiled-cell.js";
import type { ExecuteRequest, SessionOptions } from "./contract.js";
import { type FileVersion, FileVersions } from "./file-versions.node.js";
import { staleness } from "./staleness.js";

/** A cell as it last ran. */
export interface TracedCell {
  readonly id: string;
  readonly run: number;
  readonly count: number;
  readonly title: string;
  readonly source: string;
  /** Grows from run to run. */
  readonly turn: number;
  /** Where the names came from that it takes from other cells. */
  readonly reads: ReadonlyMap<string, Source>;
  readonly writes: ReadonlySet<string>;
  readonly seeds: readonly string[];
  /** By absolute path. */
  readonly files: Map<string, FileVersion>;
  readonly packages: Map<string, string>;
  /** Files that its text names, and that may be there only when it has ended. */
  readonly named: readonly string[];
}

/** A cell at one of its turns. */
export interface Source {
  readonly id: string;
  readonly turn: number;
}

/** A cell that begins. */
export interface Beginning {
  readonly run: number;
  readonly count: number;
  readonly request: ExecuteRequest;
}

/** More cells are not kept: a console gives every execution a name of its own. */
const limit = 10_000;
const longestTitle = 60;
/** How long changes are collected before they are told of, in milliseconds. */
const moment = 30;

/** Which cell gave what to which, and which files and packages they used: kept for the last run of every cell. */
export class Provenance {
  readonly #directory: string;
  readonly #versions = new FileVersions();
  /** In the order of their last runs. */
  readonly #cells = new Map<string, TracedCell>();
  readonly #byRun = new Map<number, TracedCell>();
  /** Who wrote a name last. */
  readonly #writers = new Map<string, Source>();
  readonly #tell: SessionOptions["onProvenance"];
  #turns = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ directory, onProvenance }: Pick<SessionOptions, "directory" | "onProvenance">) {
    this.#directory = directory;
    this.#tell = onProvenance;
  }

  /** Takes note of a cell that begins to run. */
  began({ run, count, request }: Beginning, sources: CellSources): void {
    const id = request.id ?? `run-${run}`;
    this.forget(request.deleted ?? []);
    const before = this.#cells.get(id);
    this.forget([id]);
    if (sources.isEmpty) return;
    const cell: TracedCell = {
      id,
      run,
      count,
      title: titleOf(request.source),
      source: request.source,
      turn: ++this.#turns,
      reads: this.#sourcesOf(id, sources.reads, before),
      writes: sources.writes,
      seeds: sources.seeds,
      files: new Map(),
      packages: new Map(),
      named: sources.paths.map((path) => resolve(this.#directory, path)),
    };
    for (const name of cell.writes) this.#writers.set(name, { id, turn: cell.turn });
    this.#cells.set(id, cell);
    this.#byRun.set(run, cell);
    this.#readNamed(cell);
    if (this.#cells.size > limit) this.forget([this.#cells.keys().next().value!]);
  }

  /** Files that it has itself written have their content now. */
  ended(run: number): void {
    const cell = this.#byRun.get(run);
    if (cell) this.#readNamed(cell);
    this.#changed();
  }

  /** A cell, or work that it started, has read files and loaded packages. */
  used(run: number, files: readonly string[], packages: Readonly<Record<string, string>>): void {
    const cell = this.#byRun.get(run);
    if (!cell) return;
    for (const path of files) this.#read(cell, path);
    for (const [name, version] of Object.entries(packages)) cell.packages.set(name, version);
  }

  /** In the order of their last runs. */
  cells(): CellProvenance[] {
    const stale = this.#staleness();
    return [...this.#cells.values()].map((cell) => ({
      id: cell.id,
      count: cell.count,
      title: cell.title,
      reads: Object.fromEntries([...cell.reads].map(([name, source]) => [name, source.id])),
      writes: [...cell.writes].sort(),
      files: this.#checksums([cell]),
      seeds: cell.seeds,
      packages: Object.fromEntries(cell.packages),
      stale: stale.get(cell.id) ?? [],
    }));
  }

  /** Settles when the checksums of all files read so far are known. */
  async #settled(): Promise<void> {
    for (const { files } of this.#cells.values()) for (const { known } of files.values()) await known;
  }

  /** Takes out cells that are no more. */
  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#byRun.delete(this.#cells.get(id)?.run ?? 0);
      this.#cells.delete(id);
    }
  }

  clear(): void {
    this.#cells.clear();
    this.#byRun.clear();
    this.#writers.clear();
    this.#changed();
  }

  /** Tells of many changes at once, when all checksums are known. */
  #changed(): void {
    if (!this.#tell || this.#timer) return;
    const tell = async () => {
      await this.#settled();
      this.#timer = undefined;
      this.#tell?.(this.cells());
    };
    this.#timer = setTimeout(() => void tell(), moment);
    this.#timer.unref();
  }

  /** A cell that takes a name from its own last run still depends on where it came from then. */
  #sourcesOf(id: string, names: ReadonlySet<string>, before: TracedCell | undefined): Map<string, Source> {
    const sources = new Map<string, Source>();
    for (const name of [...names].sort()) {
      const writer = this.#writers.get(name);
      const source = writer?.id === id ? before?.reads.get(name) : writer;
      if (source) sources.set(name, source);
    }
    return sources;
  }

  #staleness(): Map<string, string[]> {
    return staleness(this.#cells, (file) => {
      const change = this.#versions.change(file);
      return change && `${this.#shown(file.path)} ${change}.`;
    });
  }

  #readNamed(cell: TracedCell): void {
    for (const path of cell.named) this.#read(cell, path);
  }

  #read(cell: TracedCell, path: string): void {
    const version = this.#versions.now(path);
    if (version) cell.files.set(path, version);
  }

  #checksums(cells: readonly TracedCell[]): Record<string, string> {
    const versions = cells.flatMap(({ files }) => [...files.values()]);
    const shown = versions.map(({ path, checksum = "" }) => [this.#shown(path), checksum] as const);
    return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #shown(path: string): string {
    return relative(this.#directory, path).replaceAll(sep, "/");
  }
}

/** The first line that says something. */
function titleOf(source: string): string {
  const line = /^[ \t/*#]*([^\s/*#].*)/m.exec(source.replace(/^%.*$/gm, ""))?.[1]?.trim() ?? "";
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line;
}
