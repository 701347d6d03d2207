import { type Displayable, displaySymbol, htmlTable, type MimeBundle, plainTable } from "@mesoscope/sdk";

/** Two ends, between which the value lies with 95 % confidence. */
export interface Ends {
  readonly lower: number;
  readonly upper: number;
}

interface SobolFields {
  /** What the inputs are called. */
  readonly names: readonly string[];
  /** Of each input alone. */
  readonly first: readonly number[];
  /** Of each input with all interactions that it takes part in. */
  readonly total: readonly number[];
  readonly firstInterval: readonly Ends[];
  readonly totalInterval: readonly Ends[];
  /** Of the result, in the square of its unit. */
  readonly variance: number;
  /** How often the function was evaluated. */
  readonly evaluations: number;
}

const headings = ["input", "first", "95 % from", "to", "total", "95 % from", "to"];

/**
 * Shares of the variance of a result; `sobolIndices` and polynomial chaos make them.
 *
 * @example
 * (await sobolIndices(([a]) => a, [[0, 1]])).total.length; // 1
 */
export class SobolIndices implements Displayable, SobolFields {
  readonly names: readonly string[];
  readonly first: readonly number[];
  readonly total: readonly number[];
  readonly firstInterval: readonly Ends[];
  readonly totalInterval: readonly Ends[];
  readonly variance: number;
  readonly evaluations: number;

  /** @internal */
  constructor({ names, first, total, firstInterval, totalInterval, variance, evaluations }: SobolFields) {
    this.names = names;
    this.first = first;
    this.total = total;
    this.firstInterval = firstInterval;
    this.totalInterval = totalInterval;
    this.variance = variance;
    this.evaluations = evaluations;
  }

  toString(): string {
    return `${this.#title()}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  async [displaySymbol](): Promise<MimeBundle> {
    return {
      "text/plain": this.toString(),
      "text/html": `${htmlTable({ caption: this.#title(), headings, rows: this.#rows() })}${await this.#svg()}`,
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #title(): string {
    return `Sobol indices, ${this.evaluations} evaluations, variance ${Number(this.variance.toPrecision(5))}`;
  }

  #rows(): string[][] {
    return this.first.map((value, j) => [
      this.names[j],
      ...[value, this.firstInterval[j].lower, this.firstInterval[j].upper].map((one) => one.toFixed(4)),
      ...[this.total[j], this.totalInterval[j].lower, this.totalInterval[j].upper].map((one) => one.toFixed(4)),
    ]);
  }

  async #svg(): Promise<string> {
    const { scatter } = await import("@mesoscope/plot");
    const { names, first, total } = this;
    return scatter(
      {
        x: [...names, ...names],
        y: [...first, ...total],
        color: [...names.map(() => "first"), ...names.map(() => "total")],
      },
      { x: "input", y: "share of the variance", color: "index" },
    ).toSVG();
  }
}
