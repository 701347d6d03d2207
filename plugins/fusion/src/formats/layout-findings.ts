import { type Finding, finding } from "../cleaning/report.js";
import type { ReadOptions } from "../read-options.js";

/** What was recognised about a text, and the options that it was read with. */
interface Recognised {
  readonly separator: string;
  readonly comment: string | undefined;
  readonly above: readonly string[];
  readonly headLines: number;
  readonly named: readonly string[] | undefined;
  readonly unitRow: readonly string[] | undefined;
  readonly decimal: { readonly mark: "." | ","; readonly isSure: boolean };
  readonly options: ReadOptions;
}

/** What a person should know about how a text was taken apart. */
export function findingsOn({
  separator,
  comment,
  above,
  headLines,
  named,
  unitRow,
  decimal,
  options,
}: Recognised): Finding[] {
  const recognised = (what: string, why: string, count: number, before?: string) =>
    finding({ kind: "recognised", what, why, ...(before === undefined ? {} : { before }) }, [], count);
  const doubted = (what: string, why: string) => finding({ kind: "doubted", what, why }, [], 1);
  const found: Finding[] = [];
  if (separator !== "," && !options.separator && !options.widths) {
    found.push(recognised("separator", "it cuts most lines into the same number of fields", 1, nameOf(separator)));
  }
  if (comment && !options.comment) found.push(recognised("comments", "the text begins with such lines", 1, comment));
  if (above.length > 0) {
    found.push(
      recognised(
        "lines above the table",
        "they have another number of fields",
        above.length,
        above.at(-1)!.slice(0, 60),
      ),
    );
  }
  if (headLines > 1 && options.header === undefined) {
    found.push(recognised("lines of heads", "they stand above numbers and hold none", headLines));
  }
  if (unitRow && !options.unitRow) {
    found.push(recognised("row of units", "it names units above columns of numbers", 1, unitRow.join(", ")));
  }
  if (decimal.mark === "," && !options.decimal) {
    if (decimal.isSure) found.push(recognised("decimal comma", "no number has a decimal point", 1));
    else
      found.push(
        doubted("decimal comma", "all have three digits behind it, as thousands have; give the option decimal"),
      );
  }
  if (headLines === 0 && options.header === undefined) {
    if (named) found.push(recognised("heads above the table", "there are as many as columns", 1, named.join(", ")));
    else found.push(doubted("no line of heads", "the first line holds numbers; name the columns by the option header"));
  }
  return found;
}

function nameOf(separator: string): string {
  return separator === "\t" ? "tab" : separator;
}
