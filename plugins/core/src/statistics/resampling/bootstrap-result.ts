import { displaySymbol, type MimeBundle, shortNumber } from "@mesoscope/sdk";
import { histogramCounts } from "../../arrays/histogram-counts.js";
import type { NDArray } from "../../arrays/nd-array.js";
import { orange, vegaFigure } from "../vega-figure.js";

interface Found {
  readonly estimate: number;
  readonly standardError: number;
  readonly bias: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly method: "bca" | "percentile";
  readonly replicates: NDArray;
}

const bins = 40;

/** A statistic with its spread over bootstrap samples; `bootstrap` makes one. */
export class BootstrapResult implements Found {
  /** The statistic of the sample itself. */
  readonly estimate: number;
  readonly standardError: number;
  /** By how much the statistic is too large on average. */
  readonly bias: number;
  /** The ends of the interval. */
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly method: "bca" | "percentile";
  /** The statistic of each bootstrap sample. */
  readonly replicates: NDArray;

  /** @internal */
  constructor(found: Found) {
    this.estimate = found.estimate;
    this.standardError = found.standardError;
    this.bias = found.bias;
    this.lower = found.lower;
    this.upper = found.upper;
    this.level = found.level;
    this.method = found.method;
    this.replicates = found.replicates;
  }

  toString(): string {
    const interval = `${Number((100 * this.level).toPrecision(4))} % from ${shortNumber(this.lower)} to ${shortNumber(this.upper)}`;
    return `${shortNumber(this.estimate)} ± ${shortNumber(this.standardError)}, ${interval} (${this.method}, ${this.replicates.size} resamples)`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": String(this), "application/vnd.vegalite.v5+json": this.#figure() };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }

  #figure(): object {
    const { counts, edges } = histogramCounts(this.replicates, { bins });
    const [x, y] = [counts.data.map((_, k) => (edges.get(k) + edges.get(k + 1)) / 2), counts.data];
    const top = Math.max(...y);
    const ends = [this.lower, this.upper].map((end) => {
      return { mark: "line", x: [end, end], y: [0, top], color: orange } as const;
    });
    return vegaFigure(
      {
        title: "statistic over bootstrap samples",
        description: `Histogram of ${this.replicates.size} bootstrap statistics, with the interval: ${this}.`,
        x: "statistic",
        y: "samples",
      },
      [{ mark: "bar", x, y }, ...ends],
    );
  }
}
