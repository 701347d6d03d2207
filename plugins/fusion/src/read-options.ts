import { checkOptions, ValueError } from "@mesoscope/sdk";

/** What is put right in a text table unless the reader says otherwise. */
export type Repair =
  | "decimal commas"
  | "duplicate names"
  | "flags"
  | "missing codes"
  | "ragged rows"
  | "thousands separators"
  | "times";

const allRepairs: readonly Repair[] = [
  "decimal commas",
  "duplicate names",
  "flags",
  "missing codes",
  "ragged rows",
  "thousands separators",
  "times",
];

/** How a table is read; what is not given is recognised from the text and reported. */
export interface ReadOptions {
  /** The unit of a column by its name or its head; "" says that what looks like a unit is none. */
  readonly units?: Readonly<Record<string, string>>;
  /** What stands for a missing value, besides an empty field: nothing else does then. */
  readonly missing?: readonly (string | number)[];
  /** Between fields: one character, or "whitespace". */
  readonly separator?: string;
  /** The decimal mark. */
  readonly decimal?: "." | ",";
  /** The first row below the heads names the units. */
  readonly unitRow?: boolean;
  /** How many lines of heads there are, or the names themselves where the file has none. */
  readonly header?: number | readonly string[];
  /** What a line that is to be left out begins with. */
  readonly comment?: string;
  /** How many lines stand above the table. */
  readonly skipLines?: number;
  /** The number of characters of each field, for text of fixed width. */
  readonly widths?: readonly number[];
  /** How characters are kept in the file, by a name that `TextDecoder` knows: "latin1", "windows-1251", … */
  readonly encoding?: string;
  /** The kind of a column by its name, where the guess is wrong; what does not fit is missing and reported. */
  readonly kinds?: Readonly<Record<string, "number" | "text" | "boolean" | "time">>;
  /** How dates such as 03/04/2021 are meant where the column does not tell. */
  readonly dateOrder?: "day first" | "month first";
  /** What is repaired: all unless given; `false` for nothing. */
  readonly repair?: false | readonly Repair[];
}

const optionNames: readonly (keyof ReadOptions)[] = [
  "units",
  "missing",
  "separator",
  "decimal",
  "unitRow",
  "header",
  "comment",
  "skipLines",
  "widths",
  "encoding",
  "kinds",
  "dateOrder",
  "repair",
];

export const defaultMissing: readonly string[] = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL"];

/** Whether something may be put right. */
export function repairs(options: ReadOptions, repair: Repair): boolean {
  return options.repair === undefined || (options.repair !== false && options.repair.includes(repair));
}

/**
 * Throws unless every option is known; `more` are those of the caller besides.
 *
 * @throws ValueError BAD_OPTION
 */
export function checkReadOptions(caller: string, options: ReadOptions, more: readonly string[] = []): void {
  checkOptions(caller, options, [...optionNames, ...more]);
  const named = options.repair === false || options.repair === undefined ? [] : options.repair;
  const unknown = [named].flat().find((repair) => !allRepairs.includes(repair));
  if (unknown !== undefined) {
    throw new ValueError(
      "BAD_OPTION",
      `${caller}: there is no repair "${unknown}". The repairs are ${allRepairs.join(", ")}.`,
    );
  }
  if (options.decimal === undefined || [".", ","].includes(options.decimal)) return;
  throw new ValueError("BAD_OPTION", `${caller}: the decimal mark is "${options.decimal}". Give "." or ",".`);
}

/**
 * Throws where options for text are given for a file that is none: they would do nothing.
 *
 * @throws ValueError BAD_OPTION
 */
export function checkOptionsOfFormat(caller: string, format: string, options: ReadOptions): void {
  if (format === "text") return;
  const inVain = optionNames.find((name) => name !== "units" && name !== "missing" && options[name] !== undefined);
  if (inVain === undefined) return;
  throw new ValueError(
    "BAD_OPTION",
    `${caller}: the option ${inVain} is for text, but the file is ${format}. Leave it out, and use clean on the table.`,
  );
}
