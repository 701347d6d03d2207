import { checkOptions, checkWhole, displaySymbol, type MimeBundle, shortNumber, ValueError } from "@mesoscope/sdk";
import { NDArray } from "../../arrays/nd-array.js";
import { type RandomStream, randomStream } from "../../random/random-stream.js";
import { distributionFigure } from "./distribution-figure.js";
import { solveQuantile } from "./solve-quantile.js";

/** A parameter of a distribution; mixtures hold distributions. */
export type DistributionParameter = number | readonly number[] | readonly DistributionData[];

/** A distribution as plain data; `loadDistribution` reads it. */
export interface DistributionData {
  readonly name: string;
  readonly parameters: Readonly<Record<string, DistributionParameter>>;
}

/** What the file of each distribution says about it. @internal */
export interface Law extends DistributionData {
  readonly mean: number;
  readonly variance: number;
  /** The least and the largest possible value. */
  readonly support: readonly [lower: number, upper: number];
  /** Only whole numbers have a probability. */
  readonly isDiscrete?: boolean;
  logDensity(x: number): number;
  cumulative(x: number): number;
  survival(x: number): number;
  quantile?(probability: number): number;
  draw?(stream: RandomStream): number;
}

/** The probabilities of one random number; `normal`, `gamma`, `poisson`, … make one. Never changes. */
export class Distribution {
  readonly name: string;
  readonly parameters: Readonly<Record<string, DistributionParameter>>;
  /** NaN or infinite where the tails are too heavy for one. */
  readonly mean: number;
  /** NaN or infinite where the tails are too heavy for one. */
  readonly variance: number;
  /** The least and the largest possible value. */
  readonly support: readonly [lower: number, upper: number];
  /** Whether only whole numbers have a probability; `density` is then that probability. */
  readonly isDiscrete: boolean;
  readonly #law: Law;

  /** @internal */
  constructor(law: Law) {
    this.name = law.name;
    this.parameters = Object.freeze({ ...law.parameters });
    this.mean = law.mean;
    this.variance = law.variance;
    this.support = law.support;
    this.isDiscrete = law.isDiscrete ?? false;
    this.#law = law;
    Object.freeze(this);
  }

  /** The square root of the variance. */
  get std(): number {
    return Math.sqrt(this.variance);
  }

  /** The probability density at `x`; of a discrete distribution, the probability of `x`. */
  density(x: number): number {
    return Math.exp(this.logDensity(x));
  }

  /** The logarithm of `density(x)`, also where that is too small for a number. */
  logDensity(x: number): number {
    if (Number.isNaN(x)) return Number.NaN;
    if (x < this.support[0] || x > this.support[1] || (this.isDiscrete && !Number.isInteger(x))) return -Infinity;
    return this.#law.logDensity(x);
  }

  /** The probability of at most `x`, with its own digits where it is small. */
  cumulative(x: number): number {
    if (x < this.support[0]) return 0;
    if (x >= this.support[1]) return 1;
    return this.#law.cumulative(this.isDiscrete ? Math.floor(x) : x);
  }

  /** The probability of more than `x`, with its own digits where it is small. */
  survival(x: number): number {
    if (x < this.support[0]) return 1;
    if (x >= this.support[1]) return 0;
    return this.#law.survival(this.isDiscrete ? Math.floor(x) : x);
  }

  /**
   * The least value that is not exceeded with `probability`.
   *
   * @throws ValueError BAD_PROBABILITY outside 0 to 1
   */
  quantile(probability: number): number {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ValueError(
        "BAD_PROBABILITY",
        `${this.name}.quantile: the probability is ${probability}. Give one from 0 to 1.`,
      );
    }
    if (probability === 0) return this.support[0];
    if (probability === 1) return this.support[1];
    return this.#law.quantile?.(probability) ?? solveQuantile(this, probability);
  }

  /** One number, drawn from a stream. */
  draw(stream: RandomStream): number {
    return this.#law.draw?.(stream) ?? this.quantile(openUniform(stream));
  }

  /** `count` numbers, of shape [count]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    checkWhole(`${this.name}.sample`, "count", count, 0);
    checkOptions(`${this.name}.sample`, options, ["seed"]);
    const stream = randomStream(options.seed);
    return new NDArray(Float64Array.from({ length: count }, () => this.draw(stream)));
  }

  /** The name and the parameters. */
  toString(): string {
    return `${this.name}(${Object.entries(this.parameters).map(shownParameter).join(", ")})`;
  }

  toJSON(): DistributionData {
    return { name: this.name, parameters: this.parameters };
  }

  [displaySymbol](): MimeBundle {
    return {
      "text/plain": `${this}: mean ${shortNumber(this.mean)}, std ${shortNumber(this.std)}`,
      "application/vnd.vegalite.v5+json": distributionFigure(this),
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }
}

/** A number above 0 and below 1. */
function openUniform(stream: RandomStream): number {
  return stream.uniform() + 2 ** -54;
}

function shownParameter([name, value]: readonly [string, DistributionParameter]): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (typeof value === "number") return `${words} ${shortNumber(value)}`;
  const entries = value.map((entry) => (typeof entry === "number" ? shortNumber(entry) : entry.name));
  return `${words} [${entries.slice(0, 6).join(", ")}${entries.length > 6 ? ", …" : ""}]`;
}
