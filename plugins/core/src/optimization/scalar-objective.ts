import { NumericError, ValueError } from "@mesoscope/sdk";
import { checkObjective } from "./value-and-gradient.js";

/** A function to minimise by its values alone; one that is not finite marks a point where it cannot be computed. */
export type ScalarObjective = (x: Float64Array) => number | Promise<number>;

/** Computes an objective, counts how often, and takes NaN for the worst value. */
export class CountedObjective {
  evaluations = 0;
  readonly #owner: string;
  readonly #objective: ScalarObjective;

  constructor(owner: string, objective: ScalarObjective) {
    checkObjective(owner, objective);
    this.#owner = owner;
    this.#objective = objective;
  }

  async at(x: Float64Array): Promise<number> {
    this.evaluations++;
    const value: unknown = await this.#objective(x.slice());
    if (typeof value === "number") return Number.isNaN(value) ? Infinity : value;
    throw new ValueError(
      "BAD_VALUE",
      `${this.#owner}: the objective gave ${value === null ? "null" : `a value of type ${typeof value}`}. Return a number.`,
    );
  }

  /** The value at the start, which must be finite. */
  async atStart(x: Float64Array): Promise<number> {
    const value = await this.at(x);
    if (Number.isFinite(value)) return value;
    throw new NumericError(
      "NOT_FINITE",
      `${this.#owner}: the objective is not finite at the start [${x.slice(0, 4)}${x.length > 4 ? ",…" : ""}]. Start elsewhere.`,
    );
  }
}
