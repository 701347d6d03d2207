import { normalQuantile } from "@mesoscope/core";
import {
  checkFinite,
  checkOptions,
  checkPositive,
  checkShare,
  displaySymbol,
  type MimeBundle,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { exp, slice, type Tensor } from "@mesoscope/tensor";

/** Where the search for an unknown coefficient starts. */
export type UnknownOptions = number | { readonly start: number; readonly positive?: boolean };

/** An unknown coefficient as a parameter of the search: itself, or the logarithm of what is above 0. */
export interface Unknown {
  readonly name: string;
  readonly positive: boolean;
  /** The parameter at the start. */
  readonly start: number;
}

/**
 * Reads the unknown coefficients of a problem.
 *
 * @throws ValueError BAD_OPTION
 */
export function readUnknowns(owner: string, given: Readonly<Record<string, UnknownOptions>>): Unknown[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new ValueError("BAD_OPTION", `${owner}: unknowns is no object. Give a start for each, as { k: 1 }.`);
  }
  return Object.entries(given).map(([name, option]) => {
    const { start, positive = false } = typeof option === "object" ? option : { start: option };
    if (typeof option === "object") checkOptions(`${owner}: ${name}`, option, ["start", "positive"]);
    (positive ? checkPositive : checkFinite)(owner, `the start of ${name}`, start);
    return { name, positive, start: positive ? Math.log(start) : start };
  });
}

/** The unknowns by name, from all parameters, at whose end they stand. */
export function unknownTensors(unknowns: readonly Unknown[], parameters: Tensor): Record<string, Tensor> {
  const first = parameters.size - unknowns.length;
  return Object.fromEntries(
    unknowns.map(({ name, positive }, i) => {
      const value = slice(parameters, [first + i], [first + i + 1]);
      return [name, positive ? exp(value) : value];
    }),
  );
}

/** An unknown coefficient as found, with its uncertainty. */
export class Coefficient {
  readonly value: number;
  /** The standard error: how far the value is expected to lie from the true one. */
  readonly std: number;
  readonly #unknown: Unknown;
  readonly #parameter: number;
  readonly #spread: number;

  /** @internal */
  constructor(unknown: Unknown, parameter: number, spread: number) {
    this.#unknown = unknown;
    this.#parameter = parameter;
    this.#spread = spread;
    this.value = unknown.positive ? Math.exp(parameter) : parameter;
    this.std = unknown.positive ? this.value * spread : spread;
    Object.freeze(this);
  }

  /**
   * Bounds between which the true value lies with probability `level`, as far as the noise of the data is normal.
   *
   * @throws ValueError BAD_OPTION where the level is not between 0 and 1
   */
  interval(level: number): { readonly lower: number; readonly upper: number } {
    checkShare("interval", "level", level);
    const reach = normalQuantile((1 + level) / 2) * this.#spread;
    const at = (parameter: number) => (this.#unknown.positive ? Math.exp(parameter) : parameter);
    return { lower: at(this.#parameter - reach), upper: at(this.#parameter + reach) };
  }

  toString(): string {
    return `${this.#unknown.name} = ${shortNumber(this.value)} ± ${Number(this.std.toPrecision(2))}`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }
}
