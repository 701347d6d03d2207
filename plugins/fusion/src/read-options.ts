/** How a table is read. */
export interface ReadOptions {
  /** The unit of a column by its name or its head; "" says that what looks like a unit is none. */
  readonly units?: Readonly<Record<string, string>>;
  /** Texts that stand for a missing value, besides an empty field. Default: NA, N/A, NaN, null. */
  readonly missing?: readonly string[];
  /** Between fields. Default: a comma; a tab for `.tsv`; a semicolon where the decimal mark is a comma. */
  readonly separator?: string;
  /** The decimal mark, "." unless given. */
  readonly decimal?: "." | ",";
  /** The first row below the heads names the units. */
  readonly unitRow?: boolean;
}

export const defaultMissing: readonly string[] = ["NA", "N/A", "NaN", "nan", "null"];
