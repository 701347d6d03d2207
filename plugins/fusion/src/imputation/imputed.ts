import { maximum, type NDArray } from "@mesoscope/core";
import { counted, type Displayable, displaySymbol, type MimeBundle, shortNumber, tableBundle } from "@mesoscope/sdk";

/** Values whose gaps are filled, and which ones those were. */
export class Imputed implements Displayable {
  /** Of the shape given; NaN where a gap could not be filled. */
  readonly values: NDArray;
  /** 1 where a gap was filled, 0 elsewhere. */
  readonly filled: NDArray;
  /** The standard deviation of what was filled, where the method knows one, and 0 elsewhere; in the unit of the values. */
  readonly spread: NDArray | undefined;

  /** @internal */
  constructor(given: NDArray, values: NDArray, spread?: NDArray) {
    this.values = values;
    this.filled = values.map((value, at) => Number(Number.isNaN(given.data[at]) && !Number.isNaN(value)));
    this.spread = spread;
  }

  [displaySymbol](): MimeBundle {
    const columns = this.values.rank === 1 ? 1 : this.values.shape[1];
    const rows = Array.from({ length: columns }, (_, j) => {
      const filled = this.#column(this.filled, j, columns).filter((flag) => flag === 1).length;
      const gaps = this.#column(this.values, j, columns).filter(Number.isNaN).length;
      const spread = this.spread && maximum(this.#column(this.spread, j, columns));
      return [String(j), String(filled), String(gaps), spread === undefined ? "" : shortNumber(spread)];
    });
    const total = this.filled.data.reduce((a, b) => a + b, 0);
    const caption = `${counted(total, "gap")} filled among ${counted(this.values.size, "value")}`;
    return tableBundle({ caption, headings: ["column", "filled", "still missing", "largest spread"], rows });
  }

  #column({ data }: NDArray, j: number, columns: number): Float64Array {
    return data.filter((_, at) => at % columns === j);
  }
}
