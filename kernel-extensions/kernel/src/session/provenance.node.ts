import { relative, resolve, sep } from "node:path";
import type { CellProvenance, OutputProvenance } from "@mesoscope/sdk";
import type { CellSources } from "../protocol/compiled-cell.js";
import { mayBeInput, mostFiles } from "../protocol/input-file.js";
import type { FromUser } from "../protocol/user-process.js";
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
  /** The run in whose place it shows what it shows, where the front end keeps that. */
  readonly place: number | undefined;
  /** Grows from run to run. */
  readonly turn: number;
  /** Where the names came from that it takes from other cells. */
  readonly reads: Map<string, Source>;
  readonly writes: ReadonlySet<string>;
  /** Those of them that stand for what a module exports. */
  readonly imports: ReadonlySet<string>;
  readonly seeds: readonly string[];
  /** By absolute path. */
  readonly files: Map<string, FileVersion>;
  readonly modules: Map<string, FileVersion>;
  readonly packages: Map<string, string>;
  /** Files that its text names, and that may be there only when it has ended. */
  readonly named: readonly string[];
}

/** A cell at one of its turns. */
export interface Source {
  readonly id: string;
  readonly turn: number;
}

type Inputs = Extract<FromUser, { type: "inputs" }>;

/** A cell that begins. */
export interface Beginning {
  readonly run: number;
  readonly count: number;
  readonly request: ExecuteRequest;
  readonly place: number | undefined;
}

/** What the values of a cell come from. */
interface Upstream {
  readonly cells: readonly TracedCell[];
  readonly files: readonly FileVersion[];
  readonly seeds: readonly string[];
}

/** More cells are not kept: a console gives every execution a name of its own. */
const limit = 10_000;
const longestTitle = 60;
/** Stands for the files of a cell that are not recorded. */
const more: FileVersion = { path: "…", stamp: "", checksum: `more than ${mostFiles} files`, known: Promise.resolve() };
/** How long changes are collected before they are told of, in milliseconds. */
const moment = 30;

/** Which cell gave what to which, and which files and packages they used: kept for the last run of every cell. */
export class Provenance {
  readonly #directory: string;
  readonly #versions = new FileVersions();
  /** In the order of their last runs. */
  readonly #cells = new Map<string, TracedCell>();
  readonly #byRun = new Map<number, TracedCell>();
  readonly #running = new Set<number>();
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
  began({ run, count, request, place }: Beginning, sources: CellSources): void {
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
      place,
      turn: ++this.#turns,
      reads: this.#sourcesOf(id, sources.reads, before),
      writes: sources.writes,
      imports: sources.imports,
      seeds: sources.seeds,
      files: new Map(),
      modules: new Map(),
      packages: new Map(),
      named: sources.paths.map((path) => resolve(this.#directory, path)).filter(mayBeInput),
    };
    for (const name of cell.writes) this.#writers.set(name, { id, turn: cell.turn });
    this.#cells.set(id, cell);
    this.#byRun.set(run, cell);
    this.#running.add(run);
    this.#readNamed(cell);
    if (this.#cells.size > limit) this.forget([this.#cells.keys().next().value!]);
  }

  /** Files that it has itself written have their content now. */
  ended(run: number): void {
    this.#running.delete(run);
    const cell = this.#byRun.get(run);
    if (cell) this.#readNamed(cell);
    this.#changed();
  }

  /** A cell, or work that it started, has read files and loaded packages. */
  used({ run, files, modules, packages }: Inputs): void {
    const cell = this.#byRun.get(run);
    if (!cell) return;
    for (const path of files) this.#read(cell.files, path);
    const before = new Map(cell.modules);
    for (const path of modules) this.#read(cell.modules, path);
    if ([...before].some(([path, { stamp }]) => cell.modules.get(path)?.stamp !== stamp)) this.#renew(cell);
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
      files: this.#checksums(filesOf(cell)),
      seeds: cell.seeds,
      packages: Object.fromEntries(cell.packages),
      stale: stale.get(cell.id) ?? [],
    }));
  }

  /** Cells that are out of date, in the order of their last runs. */
  stale(): TracedCell[] {
    const stale = this.#staleness();
    return [...this.#cells.values()].filter(({ id }) => stale.has(id));
  }

  /** Where what a run shows comes from, once the checksums are known; undefined where nothing is known of the run. */
  of(run: number): OutputProvenance | undefined | Promise<OutputProvenance> {
    const shown = this.#byRun.get(run);
    if (!shown) return undefined;
    const upstream = this.#upstream(shown);
    const unknown = upstream.files.filter(({ checksum }) => checksum === undefined);
    if (unknown.length === 0) return this.#summary(upstream);
    return Promise.all(unknown.map(({ known }) => known)).then(() => this.#summary(upstream));
  }

  /** Settles when the checksums of all files read so far are known. */
  async #settled(): Promise<void> {
    for (const cell of this.#cells.values()) for (const { known } of filesOf(cell)) await known;
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

  /** All that a cell's values come from. A cell from which only imported names are taken brings no more than modules. */
  #upstream(cell: TracedCell): Upstream {
    const givers = new Set([cell]);
    const importers = new Set<TracedCell>();
    for (const { reads } of givers) {
      for (const [name, { id }] of reads) {
        const source = this.#cells.get(id);
        if (source) (source.imports.has(name) ? importers : givers).add(source);
      }
    }
    return {
      cells: [...givers.union(importers)].sort((a, b) => a.turn - b.turn),
      files: [...givers].flatMap(filesOf).concat([...importers].flatMap(({ modules }) => [...modules.values()])),
      seeds: [...givers].sort((a, b) => a.turn - b.turn).flatMap(({ seeds }) => seeds),
    };
  }

  #summary({ cells, files, seeds }: Upstream): OutputProvenance {
    return {
      cells: cells.map(({ count }) => count),
      files: this.#checksums(files),
      seeds: [...new Set(seeds)],
      packages: Object.fromEntries(cells.flatMap(({ packages }) => [...packages]).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  #staleness(): Map<string, string[]> {
    return staleness(this.#cells, (file) => {
      if (file === more) return undefined;
      const change = this.#versions.change(file);
      return change && `${this.#shown(file.path)} ${change}.`;
    });
  }

  /** The names of a cell have new values without a run: a module that they come from was loaded again. */
  #renew(cell: TracedCell): void {
    const renewed = { ...cell, turn: ++this.#turns };
    this.forget([cell.id]);
    this.#cells.set(cell.id, renewed);
    this.#byRun.set(cell.run, renewed);
    const follow = (sources: Map<string, Source>) => {
      for (const [name, { id, turn }] of sources)
        if (id === cell.id && turn === cell.turn) sources.set(name, { id, turn: renewed.turn });
    };
    follow(this.#writers);
    // What runs now began after that.
    for (const run of this.#running) follow(this.#byRun.get(run)?.reads ?? new Map());
  }

  #readNamed(cell: TracedCell): void {
    for (const path of cell.named) this.#read(cell.files, path);
  }

  #read(files: TracedCell["files"], path: string): void {
    if (files.size >= mostFiles && !files.has(path)) {
      files.set(more.path, more);
      return;
    }
    const version = this.#versions.now(path);
    if (version) files.set(path, version);
  }

  #checksums(files: readonly FileVersion[]): Record<string, string> {
    const shown = files.map(({ path, checksum = "" }) => [this.#shown(path), checksum] as const);
    return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #shown(path: string): string {
    return path === more.path ? path : relative(this.#directory, path).replaceAll(sep, "/");
  }
}

/** What a cell has read, local modules included. */
export const filesOf = ({ files, modules }: TracedCell): FileVersion[] => [...files.values(), ...modules.values()];

/** The first line that says something. */
function titleOf(source: string): string {
  const line = /^[ \t/*#]*([^\s/*#].*)/m.exec(source.replace(/^%.*$/gm, ""))?.[1]?.trim() ?? "";
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line;
}
