import { nearestName, ShownTable, shortNumber, type TextTable, ValueError } from "@mesoscope/sdk";
import type { NDArray } from "../arrays/nd-array.js";
import { mean, standardDeviation } from "../arrays/reduce.js";
import type { Split } from "./splits.js";

/** The scores of an estimator on rows that it had not seen; `crossValidate` makes it. */
export class CrossValidation extends ShownTable {
  readonly splits: readonly Split[];
  /** One number per split for each metric, of shape [splits]. */
  readonly scores: Readonly<Record<string, NDArray>>;

  /** @internal */
  constructor(splits: readonly Split[], scores: Readonly<Record<string, NDArray>>) {
    super();
    this.splits = splits;
    this.scores = scores;
  }

  /**
   * The mean of a metric over the splits.
   *
   * @throws ValueError BAD_VALUE where there is no such metric
   */
  mean(metric: string): number {
    return mean(this.#score(metric));
  }

  /** The standard deviation of a metric over the splits. */
  std(metric: string): number {
    return standardDeviation(this.#score(metric));
  }

  toJSON(): object {
    return Object.fromEntries(Object.entries(this.scores).map(([name, values]) => [name, [...values.data]]));
  }

  #score(metric: string): NDArray {
    const names = Object.keys(this.scores);
    if (names.includes(metric)) return this.scores[metric]!;
    const nearest = nearestName(String(metric), names) ?? names.join(", ");
    throw new ValueError("BAD_VALUE", `CrossValidation: there is no metric "${metric}". The scores are of ${nearest}.`);
  }

  protected table(): TextTable {
    const names = Object.keys(this.scores);
    const row = (name: string, rows: string[], value: (metric: string) => number) => [
      name,
      ...rows,
      ...names.map((metric) => shortNumber(value(metric))),
    ];
    return {
      caption: `cross-validation over ${this.splits.length} splits`,
      headings: ["split", "learnt from", "tested on", ...names],
      rows: [
        ...this.splits.map(({ train, test }, i) =>
          row(String(i + 1), [String(train.length), String(test.length)], (metric) => this.scores[metric]!.get(i)),
        ),
        row("mean", ["", ""], (metric) => this.mean(metric)),
        row("std", ["", ""], (metric) => this.std(metric)),
      ],
    };
  }
}
