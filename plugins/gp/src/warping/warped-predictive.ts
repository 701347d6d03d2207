import { type GaussianPredictive, NDArray } from "@mesoscope/core";
import {
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type Predictive,
  plainTable,
  shortNumber,
} from "@mesoscope/sdk";
import type { WarpFunction } from "./warping.js";

const halfWidth = 8;
const nodes = 161;
const shownRows = 20;

/** Predictions in the unit of the targets of a process of warped ones: quantiles are exact, moments by quadrature. */
export class WarpedPredictive implements Predictive, Displayable {
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly #normal: GaussianPredictive;
  readonly #warp: WarpFunction;

  /** @internal */
  constructor(normal: GaussianPredictive, warp: WarpFunction) {
    this.#normal = normal;
    this.#warp = warp;
    const moments = Array.from(normal.mean.data, (mean, i) => momentsOf(mean, normal.std.data[i], warp));
    this.mean = new NDArray(Float64Array.from(moments, ({ mean }) => mean));
    this.std = new NDArray(Float64Array.from(moments, ({ std }) => std));
  }

  /** The value that each entry falls below with a probability. */
  quantile(probability: number): NDArray {
    return this.#unwarp(this.#normal.quantile(probability));
  }

  /** Bounds between which each entry lies with probability `level`. */
  interval(level: number): { lower: NDArray; upper: NDArray } {
    const { lower, upper } = this.#normal.interval(level);
    return { lower: this.#unwarp(lower), upper: this.#unwarp(upper) };
  }

  /** Joint draws, of shape [count, n]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    return this.#unwarp(this.#normal.sample(count, options));
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

  #unwarp(values: NDArray): NDArray {
    return values.map((value) => this.#warp.inverse(value));
  }
}

/** By the trapezoidal rule over the normal variable. */
function momentsOf(mean: number, std: number, warp: WarpFunction): { mean: number; std: number } {
  const middle = warp.inverse(mean);
  let [total, first, second] = [0, 0, 0];
  for (let k = 0; k < nodes; k++) {
    const z = halfWidth * ((2 * k) / (nodes - 1) - 1);
    const density = Math.exp(-0.5 * z * z);
    const away = warp.inverse(mean + std * z) - middle;
    total += density;
    first += density * away;
    second += density * away * away;
  }
  const shift = first / total;
  return { mean: middle + shift, std: Math.sqrt(Math.max(second / total - shift * shift, 0)) };
}
