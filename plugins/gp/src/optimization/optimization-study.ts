import { asMatrix, latinHypercube, NDArray, randomStream } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  DataError,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  ShapeError,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import { inputNames } from "../propagation/input-names.js";
import type { Acquisition } from "./acquisition.js";
import type { BayesianOptimizationOptions } from "./bayesian-optimization.js";
import { displayStudy, studyText } from "./display-study.js";
import { hypervolume, paretoFront } from "./pareto.js";
import { propose } from "./propose.js";
import { fitSurrogates, type Surrogates, scoreOf } from "./surrogates.js";

/** What an evaluation gives: the objective, or all objectives and constraints. */
export type Outcome = number | { readonly value: number | readonly number[]; readonly constraints?: readonly number[] };

/** One evaluation. */
export interface Evaluation {
  /** The inputs. */
  readonly X: readonly number[];
  readonly objectives: readonly number[];
  readonly constraints: readonly number[];
}

/** The best evaluation with one objective. */
export interface BestEvaluation extends Evaluation {
  readonly value: number;
  /** Whether it keeps all constraints. */
  readonly isFeasible: boolean;
}

type Settings = BayesianOptimizationOptions & { readonly acquisition: Acquisition };

/** A study as plain data. */
export interface OptimizationStudyData {
  readonly type: "bayesianOptimization";
  readonly version: 1;
  readonly settings: Omit<BayesianOptimizationOptions, "acquisition"> & { acquisition: { readonly name: string } };
  readonly evaluations: readonly Evaluation[];
}

const candidatesPerInput = 200;
const mostCandidates = 1000;
const fewCandidates = 24;

/**
 * A search for a minimum, with all that was evaluated so far; `bayesianOptimization` makes it. Unlike a model it grows.
 *
 * @example
 * const study = bayesianOptimization({ bounds: [[0, 1], [0, 1]] });
 * (await study.ask({ count: 3 })).shape; // [3, 2]
 */
export class OptimizationStudy implements Displayable {
  readonly #settings: Settings;
  readonly #evaluations: Evaluation[];

  /** @internal */
  constructor(settings: Settings, evaluations: readonly Evaluation[]) {
    this.#settings = settings;
    this.#evaluations = [...evaluations];
  }

  /** All evaluations, in order. */
  get evaluations(): readonly Evaluation[] {
    return this.#evaluations;
  }

  /** What the inputs are called. */
  get names(): readonly string[] {
    return inputNames("OptimizationStudy", this.#settings.names, this.#settings.bounds.length);
  }

  /** How many objectives there are. */
  get objectives(): number {
    return this.#settings.objectives ?? 1;
  }

  /**
   * The evaluation of the lowest objective among those that keep the constraints, or that break them least.
   *
   * @throws ValueError EMPTY before the first evaluation, AMBIGUOUS with several objectives
   */
  get best(): BestEvaluation {
    if (this.objectives > 1) {
      throw new ValueError(
        "AMBIGUOUS",
        `OptimizationStudy.best: there are ${this.objectives} objectives, so no single best. Read front.`,
      );
    }
    if (this.#evaluations.length === 0) {
      throw new ValueError("EMPTY", "OptimizationStudy.best: nothing was evaluated yet. Call run, or tell, first.");
    }
    const best = this.#evaluations.reduce((a, b) => (isBetter(b, a) ? b : a));
    return { ...best, value: best.objectives[0], isFeasible: violation(best) === 0 };
  }

  /** The evaluations that keep the constraints and that no other such one dominates. */
  get front(): readonly Evaluation[] {
    const allowed = this.#evaluations.filter((one) => violation(one) === 0);
    if (allowed.length === 0) return [];
    return paretoFront(allowed.map((one) => [...one.objectives])).map((i) => allowed[i]);
  }

  /** After each evaluation the lowest value, or with several objectives the hypervolume dominated below the worst seen. */
  get progress(): readonly number[] {
    const allowed = this.#evaluations.map((one) => (violation(one) === 0 ? one.objectives : undefined));
    if (this.objectives === 1) {
      let lowest = Number.POSITIVE_INFINITY;
      return allowed.map((values) => {
        lowest = Math.min(lowest, values?.[0] ?? Number.POSITIVE_INFINITY);
        return lowest;
      });
    }
    const worst = Array.from({ length: this.objectives }, (_, k) =>
      Math.max(...this.#evaluations.map((one) => one.objectives[k])),
    );
    return allowed.map((_, i) => {
      const rows = allowed.slice(0, i + 1).filter((values) => values !== undefined);
      return rows.length === 0
        ? 0
        : hypervolume(
            rows.map((values) => [...values]),
            worst,
          );
    });
  }

  /**
   * Evaluates `objective` at one point after the other, so many times.
   *
   * @throws DataError MISSING_VALUES where it gives no finite number; what was evaluated before is kept
   */
  async run(
    objective: (x: number[]) => Outcome | Promise<Outcome>,
    options: { readonly evaluations: number },
  ): Promise<this> {
    checkOptions("OptimizationStudy.run", options, ["evaluations"]);
    const { evaluations } = options;
    checkCount("run", "evaluations", evaluations);
    for (let i = 0; i < evaluations; i++) {
      await tick(i, evaluations, this.#ticked());
      const [point] = (await this.ask()).toArray() as number[][];
      this.tell([point], [await objective([...point])]);
    }
    return this;
  }

  /**
   * The points to evaluate next, of shape [count, inputs]; several are chosen as if the earlier ones had given what is
   * predicted. Asking changes nothing: the same points come until `tell`.
   */
  async ask(options: { readonly count?: number } = {}): Promise<NDArray> {
    checkOptions("OptimizationStudy.ask", options, ["count"]);
    const { count = 1 } = options;
    checkCount("ask", "count", count);
    const { bounds, initial = 2 * bounds.length + 2, seed = 0, acquisition } = this.#settings;
    const done = this.#evaluations.length;
    const first = latinHypercube(initial, bounds.length, { seed }).slice(done, done + count);
    const points = Array.from({ length: first.shape[0] }, (_, i) => this.#settle(first.row(i).data));
    if (points.length === count) return this.#unscaled(points);
    const stream = randomStream(seed).child(done);
    let surrogates: Surrogates | undefined = done > 0 ? await this.#surrogates() : undefined;
    if (surrogates) for (const point of points) surrogates = surrogates.believing(point);
    while (points.length < count) {
      const search = {
        count: acquisition.isDear ? fewCandidates : Math.min(candidatesPerInput * bounds.length, mostCandidates),
        stream: stream.child(points.length),
        settle: (point: Float64Array) => this.#settle(point),
      };
      const known = surrogates;
      const point = known
        ? propose((X) => scoreOf(known, acquisition, X), bounds.length, search)
        : this.#settle(stream.uniforms(bounds.length).data);
      points.push(point);
      if (points.length < count) surrogates = surrogates?.believing(point);
    }
    return this.#unscaled(points);
  }

  /**
   * Adds evaluations made elsewhere, one outcome per row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES
   */
  tell(X: ArrayLike, outcomes: readonly Outcome[]): void {
    const owner = "OptimizationStudy.tell";
    const points = asMatrix(X, `${owner}: X`);
    const { bounds, constraints = 0 } = this.#settings;
    if (points.shape[0] !== outcomes.length || points.shape[1] !== bounds.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `${owner}: X has shape [${points.shape}] for ${outcomes.length} outcomes of ${bounds.length} inputs. Give one row per outcome.`,
      );
    }
    const read = outcomes.map((outcome, i) => {
      const { value, constraints: limits = [] } = typeof outcome === "number" ? { value: outcome } : (outcome ?? {});
      const objectives = typeof value === "number" ? [value] : [...(value ?? [])];
      if (objectives.length !== this.objectives || limits.length !== constraints) {
        throw new ShapeError(
          "SHAPE_MISMATCH",
          `${owner}: outcome ${i} has ${objectives.length} objectives and ${limits.length} constraints, not ${this.objectives} and ${constraints}.`,
        );
      }
      if (![...objectives, ...limits].every(Number.isFinite)) {
        throw new DataError(
          "MISSING_VALUES",
          `${owner}: outcome ${i} is ${[...objectives, ...limits].join(", ")}. Leave out failed evaluations, or give a large finite number.`,
        );
      }
      return { X: Array.from(points.row(i).data), objectives, constraints: [...limits] };
    });
    this.#evaluations.push(...read);
  }

  /** Plain data from which `loadOptimization` goes on. */
  toJSON(): OptimizationStudyData {
    const { acquisition, ...settings } = this.#settings;
    return {
      type: "bayesianOptimization",
      version: 1,
      settings: { ...settings, acquisition: acquisition.toJSON() },
      evaluations: this.#evaluations,
    };
  }

  [displaySymbol](): Promise<MimeBundle> {
    return displayStudy(this);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return studyText(this);
  }

  #ticked(): Record<string, number> {
    const latest = this.progress.at(-1);
    return latest !== undefined && Number.isFinite(latest) ? { best: latest } : {};
  }

  async #surrogates(): Promise<Surrogates> {
    const { bounds, seed = 0 } = this.#settings;
    const X = new NDArray(
      Float64Array.from(
        this.#evaluations.flatMap((one) => one.X.map((x, j) => (x - bounds[j][0]) / (bounds[j][1] - bounds[j][0]))),
      ),
      [this.#evaluations.length, bounds.length],
    );
    return fitSurrogates(X, this.#evaluations, seed);
  }

  /** The nearest point of the unit cube whose whole-number inputs are whole. */
  #settle(point: Float64Array): Float64Array {
    const { bounds, integers = [] } = this.#settings;
    return point.map((value, j) => {
      if (!integers.includes(j)) return value;
      const [low, high] = bounds[j];
      const whole = Math.min(Math.max(Math.round(low + value * (high - low)), Math.ceil(low)), Math.floor(high));
      return (whole - low) / (high - low);
    });
  }

  #unscaled(points: readonly Float64Array[]): NDArray {
    const { bounds, integers = [] } = this.#settings;
    const data = points.flatMap((point) =>
      Array.from(point, (value, j) => {
        const x = bounds[j][0] + value * (bounds[j][1] - bounds[j][0]);
        return integers.includes(j) ? Math.round(x) : x;
      }),
    );
    return new NDArray(Float64Array.from(data), [points.length, bounds.length]);
  }
}

/** The sum of the constraints that are broken. */
export function violation({ constraints }: Evaluation): number {
  return constraints.reduce((sum, value) => sum + Math.max(value, 0), 0);
}

function isBetter(one: Evaluation, other: Evaluation): boolean {
  const [own, its] = [violation(one), violation(other)];
  return own === its ? one.objectives[0] < other.objectives[0] : own < its;
}

function checkCount(method: string, name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new ValueError(
    "BAD_OPTION",
    `OptimizationStudy.${method}: ${name} is ${value}. Give a whole number of at least 1.`,
  );
}
