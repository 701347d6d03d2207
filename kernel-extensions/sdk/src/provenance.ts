/** Where what a cell shows comes from: kept for every executed cell, and with every figure and table that it shows. */
export interface CellProvenance {
  /** The front end's name for the cell. */
  readonly id: string;
  /** The number shown beside the cell when it last ran. */
  readonly count: number;
  /** Names of other cells that it uses, and the cell that each came from when it ran. */
  readonly reads: Readonly<Record<string, string>>;
  /** Names that it declares, assigns to or changes. */
  readonly writes: readonly string[];
  /** Files that it read, by path, with the SHA-256 of their content. */
  readonly files: Readonly<Record<string, string>>;
  /** Seeds that it gave, as written. */
  readonly seeds: readonly string[];
  /** Packages that it imported, with their versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Why what it shows may be out of date: a sentence for each input that has changed since it ran. */
  readonly stale: readonly string[];
}
