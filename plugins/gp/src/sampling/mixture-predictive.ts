import { type NDArray, NDArray as Numbers, normalCdf, normalQuantile } from "@mesoscope/core";
import {
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type Predictive,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";

/** One normal law for every entry. */
export interface NormalComponent {
  readonly weight: number;
  /** Both of shape [n]. */
  readonly mean: NDArray;
  readonly std: NDArray;
}

const shownRows = 20;
const bisections = 60;

/** Predictions that are a mixture of normal laws, entry by entry; samples are drawn jointly by `draw`. */
export class MixturePredictive implements Predictive, Displayable {
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly #components: readonly NormalComponent[];
  readonly #draw: (count: number, seed: number) => NDArray;

  /** @internal */
  constructor(components: readonly NormalComponent[], draw: (count: number, seed: number) => NDArray) {
    const first = components[0].mean;
    this.#components = components;
    this.#draw = draw;
    this.mean = first.map((start, i) =>
      components.reduce((total, { weight, mean }) => total + weight * (mean.data[i] - start), start),
    );
    this.std = first.map((_, i) => {
      const variance = components.reduce((total, { weight, mean, std }) => {
        return total + weight * (std.data[i] ** 2 + (mean.data[i] - this.mean.data[i]) ** 2);
      }, 0);
      return Math.sqrt(variance);
    });
  }

  /** The value that each entry falls below with a probability. */
  quantile(probability: number): NDArray {
    const z = normalQuantile(probability);
    return this.mean.map((_, i) => {
      const ends = this.#components.map(({ mean, std }) => mean.data[i] + z * std.data[i]);
      let [low, high] = [Math.min(...ends), Math.max(...ends)];
      for (let k = 0; k < bisections && high > low; k++) {
        const middle = (low + high) / 2;
        if (this.#cdf(i, middle) < probability) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    });
  }

  /** Bounds between which each entry lies with probability `level`. */
  interval(level: number): { lower: NDArray; upper: NDArray } {
    if (!(level > 0 && level < 1)) {
      throw new ValueError(
        "BAD_PROBABILITY",
        `interval: the level is ${level}. Give one between 0 and 1, such as 0.95.`,
      );
    }
    return { lower: this.quantile((1 - level) / 2), upper: this.quantile((1 + level) / 2) };
  }

  /** Joint draws, of shape [count, n]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    return this.#draw(count, options.seed ?? 0);
  }

  [displaySymbol](): MimeBundle {
    const { lower, upper } = this.interval(0.95);
    const headings = ["row", "mean", "std", "2.5 %", "97.5 %"];
    const rows = Array.from({ length: Math.min(this.mean.size, shownRows) }, (_, i) =>
      [i, ...[this.mean, this.std, lower, upper].map(({ data }) => shortNumber(data[i]))].map(String),
    );
    const caption = `Predictions for ${this.mean.size} rows${this.mean.size > shownRows ? `, the first ${shownRows}` : ""}`;
    return {
      "text/plain": `${caption}\n${plainTable({ headings, rows })}`,
      "text/html": htmlTable({ caption, headings, rows }),
    };
  }

  #cdf(i: number, value: number): number {
    return this.#components.reduce((total, { weight, mean, std }) => {
      const below = std.data[i] > 0 ? normalCdf((value - mean.data[i]) / std.data[i]) : Number(value >= mean.data[i]);
      return total + weight * below;
    }, 0);
  }
}

/** Rows of several draws, one after the other. */
export function stackDraws(draws: readonly NDArray[]): NDArray {
  const columns = draws[0].shape[1];
  const rows = draws.reduce((total, { shape }) => total + shape[0], 0);
  const stacked = new Numbers(new Float64Array(rows * columns), [rows, columns]);
  let at = 0;
  for (const { data } of draws) {
    stacked.data.set(data, at);
    at += data.length;
  }
  return stacked;
}
