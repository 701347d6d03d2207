import { type Finding, finding } from "../cleaning/report.js";

/** Collects what happened to single values, by what it is. */
export class Changes {
  readonly #changes = new Map<string, { rows: number[]; before: string; after: string }>();

  add(what: string, row: number, before: string, after: string): void {
    const change = this.#changes.get(what);
    if (change) change.rows.push(row);
    else this.#changes.set(what, { rows: [row], before, after });
  }

  findings(column: string, kind: Finding["kind"], reasons: Readonly<Record<string, string>>): Finding[] {
    return [...this.#changes].map(([what, { rows, before, after }]) =>
      finding({ kind, column, what, why: reasons[what] ?? "", before, after }, rows),
    );
  }
}

/** Why single values are changed or doubted. */
export const reasons: Readonly<Record<string, string>> = {
  "decimal comma": "one comma between digits that form no thousands",
  "thousands separator": "groups of three digits",
  "missing-value code": "it is a usual code and lies far below all other values",
  "sign for a missing value": "it stands in a column of numbers",
  flag: "letters behind a number; they are kept in a column of their own",
  "not a number": "the column was said to hold numbers",
};
