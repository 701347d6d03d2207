import { NDArray, type SearchResult } from "@mesoscope/core";
import {
  checkWhole,
  displaySymbol,
  type MimeBundle,
  NumericError,
  shortNumber,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import type { SearchState } from "./search-state.js";

/** Why a run of a search ended: `level` where the value no longer falls, `noDescent` where no step lowers it. */
export type SearchEnding = "gradient" | "level" | "noDescent" | "maxIterations";

/** What was found at a point; a value that is not a finite number, also for bad derivatives, marks one to keep away from. */
export interface Found {
  readonly x: Float64Array;
  readonly value: number;
}

/** What a method has learned, by name. */
export type Learned = Readonly<Record<string, NDArray>>;

/** How a search goes on; the loop around it, what it keeps and how it ends, `Search` knows. */
export interface Method<Answer, At extends Found> {
  /** Checks what the objective gave. */
  read(answer: Answer, x: Float64Array): At;
  /** A lower point, or why there is none. */
  next(from: At, evaluate: (x: Float64Array) => Promise<At>): Promise<At | SearchEnding>;
  learned(): Learned;
}

export interface SearchSettings {
  /** The function that made the search, for messages. */
  readonly name: string;
  /** Ends a run when the value falls, over ten steps, by no more than this part of it. */
  readonly tolerance: number;
}

const levelSteps = 10;

/**
 * A search for a minimum that goes on where it was, from run to run, with what it has learned: also when the objective
 * changes a little, as with other points of a physical law or other data. Made by `lbfgs`, `ssBroyden` and
 * `levenbergMarquardt`.
 *
 * @example
 * const bowlAt = (centre) => ([x]) => ({ value: (x - centre) ** 2, gradient: [2 * (x - centre)] });
 * const search = ssBroyden().start([0]);
 * await search.run(bowlAt(1));
 * await search.run(bowlAt(3));
 * search.point; // [3]
 */
export class Search<Answer> {
  readonly #settings: SearchSettings;
  readonly #method: Method<Answer, Found>;
  #point: Float64Array;
  #value: number;
  #iterations: number;
  #evaluations: number;

  /** @internal */
  constructor(
    settings: SearchSettings,
    method: Method<Answer, Found>,
    from: { point: Float64Array; value?: number; iterations?: number; evaluations?: number },
  ) {
    this.#settings = settings;
    this.#method = method;
    this.#point = from.point;
    this.#value = from.value ?? Number.NaN;
    this.#iterations = from.iterations ?? 0;
    this.#evaluations = from.evaluations ?? 0;
  }

  /** Where the search is, which is the lowest point of the last run; a copy. */
  get point(): Float64Array {
    return this.#point.slice();
  }

  /** The objective there; NaN before the first run. */
  get value(): number {
    return this.#value;
  }

  /** Steps taken in all runs. */
  get iterations(): number {
    return this.#iterations;
  }

  /** How often an objective was computed, in all runs. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /**
   * Lowers an objective by at most `maxIterations` steps, 1000 unless given. When it is stopped, the search keeps the
   * point it has reached.
   *
   * @throws NumericError NOT_FINITE where value or derivatives at the point are not finite
   * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE, BAD_OPTION; StopError STOPPED
   */
  async run(
    objective: (x: Float64Array) => Answer | Promise<Answer>,
    maxIterations = 1000,
  ): Promise<SearchResult<SearchEnding>> {
    const { name, tolerance } = this.#settings;
    if (typeof objective !== "function") {
      throw new ValueError("BAD_VALUE", `${name}.run: the objective is no function. Give one of the point.`);
    }
    checkWhole(`${name}.run`, "maxIterations", maxIterations, 0);
    const before = { iterations: this.#iterations, evaluations: this.#evaluations };
    const evaluate = async (x: Float64Array) => {
      this.#evaluations++;
      return this.#method.read(await objective(x.slice()), x);
    };
    let current = await evaluate(this.#point);
    if (!Number.isFinite(current.value)) throw this.#notFinite();
    this.#value = current.value;
    const values = [current.value];

    for (let step = 0; ; step++) {
      await tick(step, maxIterations, { loss: current.value });
      const earlier = values.at(-1 - levelSteps);
      if (earlier !== undefined && earlier - current.value <= tolerance * Math.abs(earlier))
        return this.#ended("level", before);
      if (step >= maxIterations) return this.#ended("maxIterations", before);
      const next = await this.#method.next(current, evaluate);
      if (typeof next === "string") return this.#ended(next, before);
      current = next;
      this.#point = next.x;
      this.#value = next.value;
      this.#iterations++;
      values.push(next.value);
    }
  }

  /**
   * All that the search has learned, as arrays: `saveTree` and `JSON.stringify` keep it, and the `resume` of what made
   * the search goes on from it as if it had never paused.
   */
  toJSON(): SearchState {
    const single = (value: number) => new NDArray(Float64Array.of(value), []);
    return {
      point: new NDArray(this.point),
      value: single(this.#value),
      iterations: single(this.#iterations),
      evaluations: single(this.#evaluations),
      learned: this.#method.learned(),
    };
  }

  toString(): string {
    const size = `${this.#point.length} parameters`;
    if (this.#evaluations === 0) return `${this.#settings.name}: search among ${size}, not yet run`;
    const work = `${this.#iterations} steps and ${this.#evaluations} evaluations`;
    return `${this.#settings.name}: value ${shortNumber(this.#value)} for ${size} after ${work}`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }

  #ended(reason: SearchEnding, before: { iterations: number; evaluations: number }): SearchResult<SearchEnding> {
    return {
      x: this.point,
      value: this.#value,
      iterations: this.#iterations - before.iterations,
      evaluations: this.#evaluations - before.evaluations,
      converged: reason === "gradient" || reason === "level",
      reason,
    };
  }

  #notFinite(): NumericError {
    const shown = Array.from(this.#point.subarray(0, 4), (entry) => entry.toPrecision(4)).join(", ");
    return new NumericError(
      "NOT_FINITE",
      `${this.#settings.name}.run: the value or a derivative is not finite at the start [${shown}${this.#point.length > 4 ? ", …" : ""}]. Start elsewhere.`,
    );
  }
}
