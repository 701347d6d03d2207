import { NDArray } from "@mesoscope/core";
import type { Displayable, MimeBundle, NDArrayLike, Predictive } from "@mesoscope/sdk";
import { displaySymbol } from "@mesoscope/sdk";

/** Predictions of all outputs in a row, given the shape [n, …outputs] of the targets. */
export class ShapedPredictive implements Predictive, Displayable {
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly #flat: Predictive & Displayable;

  /** @internal */
  constructor(flat: Predictive & Displayable, shape: readonly number[]) {
    this.#flat = flat;
    this.mean = new NDArray(flat.mean.data, shape);
    this.std = new NDArray(flat.std.data, shape);
  }

  interval(level: number): { lower: NDArray; upper: NDArray } {
    const { lower, upper } = this.#flat.interval(level);
    return { lower: this.#shaped(lower), upper: this.#shaped(upper) };
  }

  quantile(probability: number): NDArray {
    return this.#shaped(this.#flat.quantile(probability));
  }

  /** `count` draws, of shape [count, n, …outputs]. */
  sample(count: number, options?: { seed?: number }): NDArray {
    return new NDArray(this.#flat.sample(count, options).data, [count, ...this.mean.shape]);
  }

  [displaySymbol](): MimeBundle | Promise<MimeBundle> {
    return this.#flat[displaySymbol]();
  }

  #shaped({ data }: NDArrayLike): NDArray {
    return new NDArray(data, this.mean.shape);
  }
}
