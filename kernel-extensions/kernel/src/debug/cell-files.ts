import { murmur2 } from "./murmur2.js";

/** Any number; it only has to stay the same. */
const seed = 0x6d65736f;

/** A cell that has run, or is about to. */
export interface RanCell {
  readonly run: number;
  /** The number of `Cell [3]`. */
  readonly count: number;
  readonly source: string;
}

/** Cells as files: a front end knows the text of a cell by a path, whose name is the hash of the text. */
export class CellFiles {
  readonly hashing: { readonly hashMethod: string; readonly hashSeed: number };
  readonly naming: { readonly tmpFilePrefix: string; readonly tmpFileSuffix: string };
  readonly #texts = new Map<string, string>();
  readonly #cells: ReadonlyMap<number, RanCell>;

  /** `folder` ends with a separator; nothing is written there. `cells` are those that have run, by run. */
  constructor(folder: string, cells: ReadonlyMap<number, RanCell>) {
    this.hashing = { hashMethod: "Murmur2", hashSeed: seed };
    this.naming = { tmpFilePrefix: folder, tmpFileSuffix: ".ts" };
    this.#cells = cells;
  }

  /** The path of a text, by which its source can be asked for from now on. */
  pathOf(source: string): string {
    const { tmpFilePrefix, tmpFileSuffix } = this.naming;
    const path = `${tmpFilePrefix}${murmur2(source, seed)}${tmpFileSuffix}`;
    this.#texts.set(path, source);
    return path;
  }

  /** The text of a cell; undefined for other files. */
  textOf(path: string): string | undefined {
    if (!path.startsWith(this.naming.tmpFilePrefix)) return undefined;
    const ran = () => this.#cells.values().find(({ source }) => this.pathOf(source) === path)?.source;
    return this.#texts.get(path) ?? ran();
  }

  find(run: number): RanCell | undefined {
    return this.#cells.get(run);
  }

  /** The runs of a text, the latest first. */
  runsOf(source: string): number[] {
    return [...this.#cells.values()]
      .filter((cell) => cell.source === source)
      .map(({ run }) => run)
      .reverse();
  }
}
