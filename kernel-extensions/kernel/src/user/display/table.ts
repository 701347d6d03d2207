import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { type Column, htmlTable, textTable } from "./html.js";

/** Rows of text that show themselves as a table. */
export class Table {
  constructor(
    readonly columns: readonly Column[],
    readonly rows: readonly (readonly string[])[],
    readonly caption = "",
  ) {}

  [displaySymbol](): MimeBundle {
    return {
      "text/plain": textTable(this.columns, this.rows, this.caption),
      "text/html": htmlTable(this.columns, this.rows, this.caption),
    };
  }
}
