import { type Displayable, displaySymbol } from "./display.js";
import type { MimeBundle } from "./mime-bundle.js";
import { plainTable, type TextTable, tableBundle } from "./text-table.js";

/**
 * A value that shows itself as a table, in a notebook, in text and in `console.log`.
 *
 * @example
 * class Loads extends ShownTable {
 *   table() {
 *     return { headings: ["case", "kN"], rows: [["wind", "12"]] };
 *   }
 * }
 * String(new Loads()); // "case  kN\nwind  12"
 */
export abstract class ShownTable implements Displayable {
  /** What is shown. */
  protected abstract table(): TextTable;

  toString(): string {
    return plainTable(this.table());
  }

  [displaySymbol](): MimeBundle {
    return tableBundle(this.table());
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
