import { NDArray, normalCdf, normalDensity, randomStream } from "@mesoscope/core";
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

/** One normal prediction of a mixture. */
export interface MixtureComponent {
  readonly weight: number;
  readonly mean: Float64Array;
  readonly std: Float64Array;
  /** A joint draw of all entries. */
  readonly draw: (seed: number) => ArrayLike<number>;
}

const iterations = 60;
const rowsShown = 12;
const headings = ["", "mean", "std", "95 % from", "to"];

/** Predictions whose uncertainty is a weighted sum of normal ones. */
export class MixturePredictive implements Predictive, Displayable {
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly #components: readonly MixtureComponent[];

  /** @internal */
  constructor(components: readonly MixtureComponent[]) {
    const count = components[0].mean.length;
    const mean = new Float64Array(count);
    for (const component of components) {
      for (let i = 0; i < count; i++) mean[i] += component.weight * component.mean[i];
    }
    const variance = new Float64Array(count);
    for (const { weight, mean: centre, std } of components) {
      for (let i = 0; i < count; i++) variance[i] += weight * (std[i] ** 2 + (centre[i] - mean[i]) ** 2);
    }
    this.mean = new NDArray(mean);
    this.std = new NDArray(variance.map(Math.sqrt));
    this.#components = components;
  }

  /** The same with every deviation from the mean times `factor`. */
  inflated(factor: number): MixturePredictive {
    if (factor === 1) return this;
    const away = (value: number, i: number) => this.mean.data[i] + factor * (value - this.mean.data[i]);
    return new MixturePredictive(
      this.#components.map(({ weight, mean, std, draw }) => ({
        weight,
        mean: mean.map(away),
        std: std.map((value) => value * factor),
        draw: (seed) => Float64Array.from(draw(seed), away),
      })),
    );
  }

  quantile(probability: number): NDArray {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ValueError("BAD_PROBABILITY", `quantile: the probability is ${probability}. Give one from 0 to 1.`);
    }
    if (probability === 0) return this.mean.map(() => Number.NEGATIVE_INFINITY);
    if (probability === 1) return this.mean.map(() => Number.POSITIVE_INFINITY);
    return this.mean.map((_, i) => this.#quantileAt(i, probability));
  }

  interval(level: number): { lower: NDArray; upper: NDArray } {
    if (!(level > 0 && level < 1)) {
      throw new ValueError(
        "BAD_PROBABILITY",
        `interval: the level is ${level}. Give one between 0 and 1, such as 0.95.`,
      );
    }
    return { lower: this.quantile((1 - level) / 2), upper: this.quantile((1 + level) / 2) };
  }

  /** `count` draws of all entries jointly, of shape [count, n]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    const stream = randomStream(options.seed);
    const data = new Float64Array(count * this.mean.size);
    for (let k = 0; k < count; k++) {
      const chosen = this.#componentAt(stream.uniform());
      data.set(chosen.draw(stream.integer(2 ** 31)), k * this.mean.size);
    }
    return new NDArray(data, [count, this.mean.size]);
  }

  toString(): string {
    return `${this.#title()}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  [displaySymbol](): MimeBundle {
    return {
      "text/plain": this.toString(),
      "text/html": htmlTable({ caption: this.#title(), headings, rows: this.#rows() }),
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** The component in which a share of all weight is reached. */
  #componentAt(share: number): MixtureComponent {
    let sum = 0;
    for (const component of this.#components) {
      sum += component.weight;
      if (sum > share) return component;
    }
    return this.#components.at(-1)!;
  }

  #title(): string {
    const { size } = this.mean;
    return `${size} prediction${size === 1 ? "" : "s"}${size > rowsShown ? `, the first ${rowsShown}` : ""}`;
  }

  #rows(): string[][] {
    const { lower, upper } = this.interval(0.95);
    return Array.from({ length: Math.min(this.mean.size, rowsShown) }, (_, i) => [
      String(i),
      ...[this.mean, this.std, lower, upper].map(({ data }) => shortNumber(data[i])),
    ]);
  }

  /** By Newton's method between bounds that close in. */
  #quantileAt(i: number, probability: number): number {
    const [centre, spread] = [this.mean.data[i], this.std.data[i]];
    if (spread === 0) return centre;
    // By Chebyshev's inequality the quantile lies between.
    let low = centre - spread * Math.sqrt(1 / probability);
    let high = centre + spread * Math.sqrt(1 / (1 - probability));
    let at = centre;
    for (let step = 0; step < iterations && high - low > 1e-14 * spread; step++) {
      let [below, density] = [0, 0];
      for (const { weight, mean, std } of this.#components) {
        const width = Math.max(std[i], 1e-12 * spread);
        const z = (at - mean[i]) / width;
        below += weight * normalCdf(z);
        density += (weight * normalDensity(z)) / width;
      }
      if (below < probability) low = at;
      else high = at;
      const next = at - (below - probability) / density;
      if (Math.abs(next - at) < 1e-13 * spread) return next;
      at = next > low && next < high ? next : (low + high) / 2;
    }
    return at;
  }
}
