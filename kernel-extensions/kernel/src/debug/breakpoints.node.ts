import { statSync } from "node:fs";
import type { Places } from "../compile/places.node.js";
import type { CellFiles, RanCell } from "./cell-files.js";
import { type BreakpointRequest, conditionOf } from "./condition.node.js";
import type { Devtools } from "./devtools.node.js";
import { addressPattern, placesOfCell, placesOfFile } from "./scripts.node.js";

/** A breakpoint as the Debug Adapter Protocol has it. */
export interface Breakpoint {
  readonly id: number;
  readonly verified: boolean;
  readonly line: number;
  readonly column?: number;
  readonly message?: string;
  readonly source: { readonly path: string };
}

/** One breakpoint of V8: where in the code, and when. */
interface Spot {
  readonly lineNumber: number;
  readonly columnNumber: number;
  readonly condition: string;
}

/** What is wanted in one source, and what V8 has been told. */
interface Source {
  readonly requests: readonly (BreakpointRequest & { readonly id: number })[];
  stamp: string;
  spots: readonly Spot[];
  shown: readonly Breakpoint[];
  /** Breakpoints of V8 for it. */
  placed: string[];
}

/** So many runs of one cell have its breakpoints: earlier ones may have left functions behind. */
const latestRuns = 20;

/** The breakpoints of all sources; they outlive the process that they are set in. */
export class Breakpoints {
  readonly #cells: CellFiles;
  readonly #sources = new Map<string, Source>();
  #devtools: Devtools | undefined;
  #last = 0;

  constructor(cells: CellFiles) {
    this.#cells = cells;
  }

  /** Sets the breakpoints of one source anew. */
  async set(path: string, requested: readonly BreakpointRequest[]): Promise<readonly Breakpoint[]> {
    const former = this.#sources.get(path);
    const requests = requested.map((request) => ({ ...request, id: ++this.#last }));
    const source: Source = { requests, stamp: "", spots: [], shown: [], placed: former?.placed ?? [] };
    if (requests.length > 0) this.#sources.set(path, source);
    else this.#sources.delete(path);
    await this.#place(path, source);
    return source.shown;
  }

  /** What is set, as `debugInfo` tells it. */
  list(): readonly { readonly source: string; readonly breakpoints: readonly object[] }[] {
    return [...this.#sources].map(([source, { requests, shown }]) => ({
      source,
      breakpoints: requests.map((request, i) => ({ ...request, line: shown[i]!.line, verified: shown[i]!.verified })),
    }));
  }

  /** Breakpoints are set there from now on. */
  async useIn(devtools: Devtools | undefined): Promise<void> {
    this.#devtools = devtools;
    for (const source of this.#sources.values()) source.placed = [];
    await Promise.all([...this.#sources].map(([path, source]) => this.#place(path, source)));
  }

  /** A cell begins when its breakpoints, and those in files that it may load, are set. */
  async before({ run, source: text }: RanCell): Promise<void> {
    for (const [path, source] of this.#sources) {
      if (this.#cells.textOf(path) === text) await this.#add(source, { url: `mesoscope:cell/${run}` });
      else if (source.stamp !== this.#stampOf(path)) await this.#place(path, source);
    }
  }

  clear(): void {
    this.#sources.clear();
  }

  async #place(path: string, source: Source): Promise<void> {
    const text = this.#cells.textOf(path);
    const former = source.placed;
    source.placed = [];
    source.stamp = this.#stampOf(path);
    this.#locate(path, source, () => (text === undefined ? placesOfFile(path) : placesOfCell(text)));
    for (const breakpointId of former) await this.#devtools?.post("Debugger.removeBreakpoint", { breakpointId });
    if (text === undefined) await this.#add(source, { urlRegex: addressPattern(path) });
    else {
      const runs = this.#cells.runsOf(text).slice(0, latestRuns).join("|");
      if (runs !== "") await this.#add(source, { urlRegex: `^mesoscope:cell/(${runs})$` });
    }
  }

  #locate(path: string, source: Source, open: () => Places | undefined): void {
    const spots: Spot[] = [];
    let places: Places | undefined;
    let unusable = "The file cannot be read.";
    try {
      places = open();
    } catch (error) {
      unusable = (error as Error).message;
    }
    source.shown = source.requests.map((request) => {
      const { id, line } = request;
      const shown = { id, line, source: { path } };
      try {
        const place = places?.below(line);
        if (!place) return { ...shown, verified: false, message: places ? "There is no code here." : unusable };
        const { line: codeLine, column } = place.code;
        spots.push({ lineNumber: codeLine - 1, columnNumber: column - 1, condition: conditionOf(request, id) });
        return { ...shown, ...place.source, verified: true };
      } catch (error) {
        return { ...shown, verified: false, message: (error as Error).message };
      }
    });
    source.spots = spots;
  }

  async #add(source: Source, address: { url: string } | { urlRegex: string }): Promise<void> {
    const devtools = this.#devtools;
    if (!devtools) return;
    await Promise.all(
      source.spots.map(async (spot) => {
        const added = await devtools.post("Debugger.setBreakpointByUrl", { ...address, ...spot });
        source.placed.push(added.breakpointId);
      }),
    );
  }

  #stampOf(path: string): string {
    if (this.#cells.textOf(path) !== undefined) return "";
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? `${found.mtimeMs} ${found.size}` : "missing";
  }
}
