import { NDArray, sobolSequence } from "@mesoscope/core";
import {
  checkOptions,
  checkWhole,
  counted,
  DataError,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import type { ConformalIntervalsModel } from "../uncertainty/conformal-intervals-model.js";
import type { ConformalIntervalsPredictive } from "../uncertainty/conformal-intervals-predictive.js";
import type { RowsAndTargets } from "../uncertainty/read-rows.js";
import { domainOf, type RowsDomain } from "../uncertainty/rows-domain.js";
import { displayStudy, studyText } from "./display-study.js";
import type { Asked, Inputs, Named } from "./inputs.js";
import { type EstimatorScore, type Estimators, type Learned, learn, spreadOf } from "./learn.js";
import { nextPoints, unsureness } from "./next-points.js";
import { hasSucceeded, type Run, type Simulation, type Succeeded, simulate } from "./simulate.js";
import { measureSpeedUp, type SpeedUp } from "./speed-up.js";

/** How good the best estimator was after a round. */
export interface Round {
  /** Runs that had not failed by then. */
  readonly runs: number;
  readonly best: string;
  readonly relativeError: number;
}

/** What does not change. */
interface Settings<Name extends string> {
  readonly inputs: Inputs<Name>;
  readonly estimators: Estimators;
  readonly initialShare: number;
  readonly seed: number;
}

/** What grows. */
interface State<Name extends string> {
  budget: number;
  readonly runs: Run<Name>[];
  /** Inputs of the present round that were not run yet. */
  readonly planned: Named<Name>[];
  readonly rounds: Round[];
  learned?: Learned;
}

/** Fewer runs cannot be parted into some to learn from and some to judge by. */
export const fewestRuns = 4;
const roundsAfterFirst = 5;
/** Candidates come from far along the sequence, so that none was run before. */
const firstCandidate = 2 ** 20;

/** A simulator and what was learned of it so far; `surrogate` makes it. Unlike a model it grows. */
export class SurrogateStudy<Name extends string = string> implements Displayable {
  readonly #simulator: Simulation<Name>;
  readonly #settings: Settings<Name>;
  readonly #state: State<Name>;
  #domain: RowsDomain | undefined;
  #isRunning = false;

  /** @internal */
  constructor(simulator: Simulation<Name>, settings: Settings<Name>, state: State<Name>) {
    this.#simulator = simulator;
    this.#settings = settings;
    this.#state = state;
  }

  /** All calls of the simulator in order, also those that failed. */
  get runs(): readonly Run<Name>[] {
    return this.#state.runs;
  }

  get budget(): number {
    return this.#state.budget;
  }

  get inputs(): Inputs<Name> {
    return this.#settings.inputs;
  }

  /** How good the best estimator was after each round. */
  get rounds(): readonly Round[] {
    return this.#state.rounds;
  }

  /** Estimators, the best first; none before the first model. */
  get scores(): readonly EstimatorScore[] {
    return this.#state.learned?.scores ?? [];
  }

  /** The best estimator. */
  get best(): EstimatorScore {
    return this.#learned("best").scores[0];
  }

  /** The best estimator's model of all runs, with calibrated intervals. */
  get model(): ConformalIntervalsModel {
    return this.#learned("model").model;
  }

  /** Rows and outputs of the runs that did not fail, and what the best estimator said of each without it. */
  get unseen(): RowsAndTargets & { readonly predicted: NDArray } {
    const { unseen, runs } = this.#learned("unseen");
    return { ...this.#data(runs), predicted: unseen };
  }

  /**
   * Runs the simulator until the budget is spent, and learns. A stop request keeps all runs and the last model; called
   * again, it goes on where it was, as if there had been no stop.
   *
   * @param options.budget a larger budget than before
   *
   * @throws DataError TOO_FEW_RUNS where nearly all runs failed, NOT_FITTED where no estimator can be fitted
   * @throws StopError; ValueError BAD_OPTION, BUSY
   */
  async run(options: { readonly budget?: number } = {}): Promise<this> {
    checkOptions("SurrogateStudy.run", options, ["budget"]);
    const { budget = this.#state.budget } = options;
    checkWhole("SurrogateStudy.run", "budget", budget, Math.max(fewestRuns, this.#state.runs.length));
    if (this.#isRunning) throw new ValueError("BUSY", "SurrogateStudy.run: the study is running. Await it first.");
    this.#state.budget = budget;
    this.#isRunning = true;
    try {
      await this.#advance();
    } finally {
      this.#isRunning = false;
    }
    return this;
  }

  /** What the best model says, of shape [n] or [n, outputs]; X of shape [n, inputs], or inputs by name. */
  predict(X: Asked<Name>): NDArray {
    return this.#learned("predict").model.predict(this.inputs.read("SurrogateStudy.predict", X));
  }

  /** As `predict`, with intervals that held what they claim on runs that were left out. */
  predictive(X: Asked<Name>): ConformalIntervalsPredictive {
    return this.#learned("predictive").model.predictive(this.inputs.read("SurrogateStudy.predictive", X));
  }

  /** 1 for each row of X within the bounds and about as near to a run as runs are to one another, else 0. */
  trusts(X: Asked<Name>): NDArray {
    const rows = this.inputs.read("SurrogateStudy.trusts", X);
    this.#domain ??= domainOf(this.#data(this.#learned("trusts").runs).X);
    const inDomain = this.#domain.contains(rows);
    return this.inputs.within(rows).map((isWithin, i) => isWithin * inDomain.data[i]);
  }

  /** Times the simulator and the model on the same inputs, which are new ones. */
  speedUp(options: { readonly calls?: number } = {}): Promise<SpeedUp> {
    checkOptions("SurrogateStudy.speedUp", options, ["calls"]);
    const { calls = 20 } = options;
    checkWhole("SurrogateStudy.speedUp", "calls", calls, 1);
    const { model } = this.#learned("speedUp");
    const { inputs, seed } = this.#settings;
    const X = inputs.fromCube(sobolSequence(calls, inputs.names.length, { seed: seed + 1 }));
    const simulator = (row: NDArray) => simulate(this.#simulator, inputs.named(row.data), undefined);
    return measureSpeedUp(simulator, (rows) => model.predict(rows), X);
  }

  /** Plain data; models are written by their own `toJSON`, and `loadSurrogateStudy` reads it. */
  toJSON() {
    const { inputs, initialShare, seed } = this.#settings;
    const { learned, ...state } = this.#state;
    return {
      type: "surrogateStudy",
      version: 1,
      settings: { inputs: inputs.bounds, initialShare, seed },
      ...state,
      ...(learned && { learned: { ...learned, model: learned.model.toJSON(), unseen: learned.unseen.toJSON() } }),
    };
  }

  [displaySymbol](): Promise<MimeBundle> {
    return displayStudy(this);
  }

  toString(): string {
    return studyText(this);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  async #advance(): Promise<void> {
    const state = this.#state;
    for (;;) {
      await this.#runPlanned();
      if (state.learned?.runs !== state.runs.length && this.#succeeded().length >= fewestRuns) await this.#learn();
      if (state.runs.length >= state.budget) break;
      state.planned.push(...this.#nextInputs());
    }
    if (state.learned) return;
    const failed = state.runs.find(({ reason }) => reason !== undefined);
    throw new DataError(
      "TOO_FEW_RUNS",
      `SurrogateStudy.run: ${this.#succeeded().length} of ${state.runs.length} runs gave an output. The first that failed: ${failed?.reason}.`,
    );
  }

  async #runPlanned(): Promise<void> {
    const { runs, planned, rounds } = this.#state;
    while (planned.length > 0 && runs.length < this.budget) {
      const error = rounds.at(-1)?.relativeError;
      await tick(runs.length, this.budget, { runs: runs.length, ...(error !== undefined && { error }) });
      runs.push(await simulate(this.#simulator, planned[0], this.#succeeded()[0]?.output));
      planned.shift();
    }
  }

  async #learn(): Promise<void> {
    const { estimators, seed } = this.#settings;
    const { runs, rounds } = this.#state;
    const data = this.#data(runs.length);
    const found = await learn(estimators, data, seed);
    // Training that was stopped gives what it has: nothing that came of it is kept.
    await tick(0, 1);
    this.#state.learned = { runs: runs.length, ...found };
    this.#domain = undefined;
    const [{ name, relativeError }] = found.scores;
    rounds.push({ runs: data.X.shape[0], best: name, relativeError });
  }

  #nextInputs(): Named<Name>[] {
    const { inputs, initialShare, seed } = this.#settings;
    const { budget, runs, learned } = this.#state;
    const d = inputs.names.length;
    const first = Math.min(budget, Math.max(fewestRuns, Math.round(initialShare * budget)));
    const named = (points: NDArray) => Array.from(inputs.fromCube(points), (row) => inputs.named(row.data));
    if (runs.length === 0) return named(sobolSequence(first, d, { seed }));
    const count = Math.min(budget - runs.length, Math.max(1, Math.round((budget - first) / roundsAfterFirst)));
    const pool = Math.max(Math.min(256 * d, 2048), 8 * count);
    const candidates = sobolSequence(pool, d, { seed, start: firstCandidate + runs.length * pool });
    const weights =
      learned && unsureness(learned.model.model, inputs.fromCube(candidates), spreadOf(this.#data(learned.runs).y));
    // A model knows what it learned from; of failures it knows nothing.
    const apartFrom = inputs.toCube(
      inputs.rowsOf(runs.filter((run) => !weights || !hasSucceeded(run)).map((run) => run.inputs)),
    );
    return named(candidates.take(nextPoints(count, { candidates, apartFrom, ...(weights && { weights }) })));
  }

  #succeeded(count = this.#state.runs.length): Succeeded<Name>[] {
    return this.#state.runs.slice(0, count).filter((run) => hasSucceeded(run));
  }

  /** What can be learned from the first runs. */
  #data(count: number): RowsAndTargets {
    const runs = this.#succeeded(count);
    const data = Float64Array.from(runs.flatMap(({ output }) => output));
    const length = typeof runs[0].output === "number" ? [] : [runs[0].output.length];
    return {
      X: this.inputs.rowsOf(runs.map(({ inputs }) => inputs)),
      y: new NDArray(data, [runs.length, ...length]),
    };
  }

  #learned(member: string): Learned {
    const { learned, runs } = this.#state;
    if (learned) return learned;
    throw new ValueError(
      "EMPTY",
      `SurrogateStudy.${member}: there is no model after ${counted(runs.length, "run")}. Await run() first.`,
    );
  }
}
