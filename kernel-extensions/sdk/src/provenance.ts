/** Where what a cell shows comes from: kept for every cell that has run. */
export interface CellProvenance {
  /** The front end's name for the cell. */
  readonly id: string;
  /** The number shown beside the cell when it last ran. */
  readonly count: number;
  /** The first words of its text, for a list. */
  readonly title: string;
  /** Names of other cells that it uses, and the `id` of the cell that each came from when it ran. */
  readonly reads: Readonly<Record<string, string>>;
  /** Names that it declares, assigns to or changes. */
  readonly writes: readonly string[];
  /**
   * Files that it read, by path from the notebook's folder, with the SHA-256 of their content: empty while that is not
   * known yet, `123456789 bytes` for one of more than 100 MB. At most 500 of a cell; `…` stands for
   * the others.
   */
  readonly files: Readonly<Record<string, string>>;
  /** Seeds that it gave, as written. */
  readonly seeds: readonly string[];
  /** Packages that it imported, with their versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Why what it shows may be out of date: a sentence for each input that has changed since it ran. */
  readonly stale: readonly string[];
}

/** What a figure or table says of where it comes from, in its metadata under `mesoscope`: its cell and all before it. */
export interface OutputProvenance {
  /** The numbers shown beside the cells, in order; the last is the cell that shows it. */
  readonly cells: readonly number[];
  readonly files: CellProvenance["files"];
  readonly seeds: CellProvenance["seeds"];
  readonly packages: CellProvenance["packages"];
}
