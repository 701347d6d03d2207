import { counted, type Predictive, ShownTable, type TextTable, ValueError } from "@mesoscope/sdk";
import { formatNumbers } from "../arrays/format-numbers.js";
import type { NDArray } from "../arrays/nd-array.js";
import { shownPositions } from "../arrays/shown-part.js";

const rowsShown = 12;
const headings = ["", "mean", "std", "95 % from", "to"];

/** What all predictions do alike: intervals from quantiles, and a table of mean, standard deviation and 95 % interval. */
export abstract class ShownPredictive extends ShownTable implements Predictive {
  abstract readonly mean: NDArray;
  abstract readonly std: NDArray;
  /** What the entries are, as in "normal prediction". */
  protected abstract readonly kind: string;

  abstract quantile(probability: number): NDArray;
  abstract sample(count: number, options?: { seed?: number }): NDArray;

  interval(level: number): { lower: NDArray; upper: NDArray } {
    if (!(level > 0 && level < 1)) {
      throw new ValueError(
        "BAD_PROBABILITY",
        `interval: the level is ${level}. Give one between 0 and 1, such as 0.95.`,
      );
    }
    return { lower: this.quantile((1 - level) / 2), upper: this.quantile((1 + level) / 2) };
  }

  protected table(): TextTable {
    const { lower, upper } = this.interval(0.95);
    const positions = shownPositions(this.mean.size, rowsShown);
    const shown = positions.filter((at) => at !== undefined);
    const columns = [this.mean, this.std, lower, upper].map(({ data }) =>
      formatNumbers(shown.map((at) => Number(data[at]!.toPrecision(6)))),
    );
    const rows = positions.map((at) => {
      const row = shown.indexOf(at ?? -1);
      return at === undefined ? headings.map(() => "…") : [String(at), ...columns.map((column) => column[row]!)];
    });
    return { caption: counted(this.mean.size, this.kind), headings, rows };
  }
}
