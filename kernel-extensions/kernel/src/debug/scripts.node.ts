import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compileCell } from "../compile/compile-cell.node.js";
import { Places } from "../compile/places.node.js";
import type { Stepped } from "../protocol/step.js";
import { isTyped, transform } from "../user/modules/transform.node.js";
import type { CellFiles } from "./cell-files.js";
import type { Devtools } from "./devtools.node.js";

/** A script of the user that V8 knows: a cell, or a local module. */
export interface Script {
  readonly id: string;
  /** The path by which front ends know its source. */
  readonly path: string;
  /** `Cell [3]`, or the name of the file. */
  readonly name: string;
  readonly isCell: boolean;
  /** Undefined where the file has changed since it was loaded. */
  readonly places: () => Promise<Places | undefined>;
}

/** The scripts of one user process that are the user's own. */
export class Scripts {
  readonly #devtools: Devtools;
  readonly #cells: CellFiles;
  readonly #isOwn: (file: string) => boolean;
  readonly #scripts = new Map<string, Script>();

  constructor(devtools: Devtools, cells: CellFiles, isOwn: (file: string) => boolean) {
    this.#devtools = devtools;
    this.#cells = cells;
    this.#isOwn = isOwn;
  }

  /** V8 has parsed a script, or stands in it. */
  add(id: string, url: string): void {
    if (this.#scripts.has(id)) return;
    const script = url.startsWith("file:") ? this.#module(id, url) : this.#cell(id, url);
    if (script) this.#scripts.set(id, script);
  }

  find(id: string): Script | undefined {
    return this.#scripts.get(id);
  }

  /** Files that have been loaded. */
  files(): readonly string[] {
    return [...new Set(this.#scripts.values().flatMap(({ isCell, path }) => (isCell ? [] : [path])))].sort();
  }

  #cell(id: string, url: string): Script | undefined {
    const cell = this.#cells.find(Number(url.slice("mesoscope:cell/".length)));
    if (!cell) return undefined;
    const places = once(async () => placesOfCell(cell.source));
    return { id, path: this.#cells.pathOf(cell.source), name: `Cell [${cell.count}]`, isCell: true, places };
  }

  #module(id: string, url: string): Script | undefined {
    const path = fileURLToPath(url.replace(/\?v=\d+$/, ""));
    if (!this.#isOwn(path)) return undefined;
    const places = once(async () => {
      const { scriptSource } = await this.#devtools.post("Debugger.getScriptSource", { scriptId: id });
      const present = placesOfFile(path);
      return present?.code === scriptSource ? present : undefined;
    });
    return { id, path, name: basename(path), isCell: false, places };
  }
}

/** @throws CompileError SYNTAX_ERROR */
export function placesOfCell(source: string): Places {
  return new Places({ ...compileCell(source), source });
}

/** The places of a file as it is now; undefined where it cannot be read or compiled. */
export function placesOfFile(path: string): Places | undefined {
  try {
    return new Places(compiledFile(path));
  } catch {
    return undefined;
  }
}

function compiledFile(path: string): Stepped {
  const source = readFileSync(path, "utf8");
  return isTyped(path) ? transform(path, source) : { code: source, source, steps: [] };
}

/** Matches the addresses under which a file has been or will be loaded. */
export function addressPattern(path: string): string {
  return `^${pathToFileURL(path).href.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(\\?v=\\d+)?$`;
}

/** Tells whether a file is the user's own: of no installed package, and of none beside the notebook's. */
export function ownFiles(directory: string): (file: string) => boolean {
  return (file) => {
    if (file.includes(`${sep}node_modules${sep}`)) return false;
    let folder = dirname(file);
    while (!existsSync(join(folder, "package.json"))) {
      if (folder === dirname(folder)) return true;
      folder = dirname(folder);
    }
    return `${directory}${sep}`.startsWith(`${folder}${sep}`);
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
