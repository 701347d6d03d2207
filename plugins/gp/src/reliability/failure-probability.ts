import { normalQuantile } from "@mesoscope/core";
import { type Displayable, displaySymbol, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";

interface Fields {
  readonly method: string;
  /** Probability of failure. */
  readonly probability: number;
  /** Standard error of the probability divided by it; 0 for methods without sampling. */
  readonly coefficientOfVariation: number;
  /** How often the limit state was evaluated. */
  readonly evaluations: number;
}

const headings = ["", "value"];
const z95 = 1.959963984540054;

/**
 * A probability of failure and how well it is known.
 *
 * @example
 * const result = await subsetSimulation(([x]) => 3 - x, [normal()], { samples: 500 });
 * result.probability < 0.01; // true
 */
export class FailureProbability implements Displayable, Fields {
  readonly method: string;
  readonly probability: number;
  readonly coefficientOfVariation: number;
  readonly evaluations: number;

  /** @internal */
  constructor({ method, probability, coefficientOfVariation, evaluations }: Fields) {
    this.method = method;
    this.probability = probability;
    this.coefficientOfVariation = coefficientOfVariation;
    this.evaluations = evaluations;
  }

  /** The number of standard deviations by which a normal margin of this probability is safe. */
  get reliabilityIndex(): number {
    return -normalQuantile(this.probability);
  }

  /** Between which the probability lies with 95 % confidence, lognormal about the estimate. */
  get interval(): { readonly lower: number; readonly upper: number } {
    const factor = Math.exp(z95 * Math.sqrt(Math.log1p(this.coefficientOfVariation ** 2)));
    return { lower: this.probability / factor, upper: Math.min(this.probability * factor, 1) };
  }

  toString(): string {
    return `Failure probability by ${this.method}\n${plainTable({ headings, rows: this.rows() })}`;
  }

  [displaySymbol](): MimeBundle {
    const title = `Failure probability by ${this.method}`;
    return { "text/plain": this.toString(), "text/html": htmlTable({ caption: title, headings, rows: this.rows() }) };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal */
  protected rows(): string[][] {
    const { lower, upper } = this.interval;
    return [
      ["probability", shortNumber(this.probability)],
      ["95 % interval", `${shortNumber(lower)} to ${shortNumber(upper)}`],
      ["reliability index", shortNumber(this.reliabilityIndex)],
      ["evaluations", String(this.evaluations)],
    ];
  }
}
