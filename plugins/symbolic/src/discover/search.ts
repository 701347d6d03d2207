import { type Displayable, displaySymbol, type MimeBundle, NumericError } from "@mesoscope/sdk";
import { createEvaluator } from "../engine/create-evaluator.js";
import { constant } from "../expression/expression.js";
import { LiveFront } from "../live/live-front.js";
import type { SearchState } from "../live/search-state.js";
import type { Discovery } from "../result/discovery.js";
import { makeDiscovery } from "../result/make-discovery.js";
import type { Presentation } from "../result/presentation.js";
import type { Candidate } from "../search/candidate.js";
import { parseTemplate } from "../search/guesses/template.js";
import type { Problem } from "../search/problem.js";
import { searchContext } from "../search/search-context.js";
import { clock } from "./clock.js";
import { Crew, threadCount } from "./crew.js";
import type { DiscoverOptions } from "./discover-options.js";
import { readGuess } from "./read-guess.js";
import type { ReadProblem } from "./read-problem.js";
import { checksumOf, type SavedSearch } from "./saved-search.js";

/** Milliseconds between two looks at the clock, and two pictures. */
const lookEvery = 250;

/**
 * A search that runs beside everything else: other cells can look at it, pause it, tell it an idea and stop it.
 * `discover({ … }).search(X, y)` starts it.
 *
 * @example
 * const search = discover({ names: ["m", "a"], threads: 1 }).search([[1, 2], [2, 3], [3, 1], [4, 2]], [2, 6, 3, 8]);
 * search.inject("m * a");
 * (await search.result).best.text; // "y = m * a"
 */
export class Search implements Displayable {
  /** What was found, when the search has ended: at the end of its budget, with an exact law, or by `stop`. */
  readonly result: Promise<Discovery>;
  readonly #read: ReadProblem;
  readonly #options: DiscoverOptions;
  readonly #crew: Crew;
  readonly #live: LiveFront;
  readonly #earlier: { readonly seconds: number; readonly work: number };
  /** Milliseconds of running before the last pause. */
  #before = 0;
  #startedAt: number | undefined = clock();
  #hasEnded = false;

  /**
   * @internal
   * @param keepsFront whether the last picture of the front stays: not where the result shows it
   */
  constructor(read: ReadProblem, options: DiscoverOptions, keepsFront = true) {
    const { threads = threadCount(), work = Number.POSITIVE_INFINITY, continueFrom } = options;
    const { names } = read.problem;
    this.#read = read;
    this.#options = options;
    this.#earlier = continueFrom ?? { seconds: 0, work: 0 };
    this.#crew = new Crew({
      problem: read.problem,
      count: threads,
      guesses: (options.guesses ?? []).map((guess) => readGuess("discover", guess, names)),
      template: options.template === undefined ? undefined : parseTemplate(options.template, names),
      front: continueFrom?.front ?? [],
      work: work / threads,
    });
    this.#live = new LiveFront(read);
    this.result = this.#finish(keepsFront);
  }

  get isRunning(): boolean {
    return !this.#hasEnded && this.#startedAt !== undefined;
  }

  get isPaused(): boolean {
    return !this.#hasEnded && this.#startedAt === undefined;
  }

  /** Seconds of running, pauses left out; with those of the search that this one continues. */
  get seconds(): number {
    const running = this.#startedAt === undefined ? 0 : clock() - this.#startedAt;
    return this.#earlier.seconds + (this.#before + running) / 1000;
  }

  /** The `seconds` at which it ends at the latest; `undefined` where its time is not limited. */
  get secondsInAll(): number | undefined {
    const { work, seconds = work === undefined ? 60 : Number.POSITIVE_INFINITY } = this.#options;
    return Number.isFinite(seconds) ? this.#earlier.seconds + seconds : undefined;
  }

  /** Node evaluations (formula nodes × rows), with those of the search that this one continues. */
  get work(): number {
    return this.#earlier.work + this.#crew.work;
  }

  /** The best formula of every complexity so far. */
  get front(): readonly Candidate[] {
    return this.#crew.front.members;
  }

  /** Holds all threads within some milliseconds; they keep what they have. */
  pause(): void {
    if (!this.isRunning) return;
    this.#halt();
    this.#crew.pause();
  }

  /** Goes on after `pause`. */
  resume(): void {
    if (!this.isPaused) return;
    this.#startedAt = clock();
    this.#crew.resume();
  }

  /** Ends the search and gives what it has found. */
  stop(): Promise<Discovery> {
    this.#crew.stop();
    return this.result;
  }

  /**
   * Tries a formula of yours now, and what is like it. Names that are no column are constants to fit.
   *
   * @throws ValueError BAD_GUESS, BAD_TEMPLATE, BAD_EXPRESSION
   */
  inject(guess: string): void {
    this.#crew.inject(readGuess("search.inject", guess, this.#read.problem.names));
  }

  /** All that is needed to go on tomorrow, as plain JSON: `discover({ …, continueFrom }).search(X, y)`. */
  save(): SavedSearch {
    const { front, seconds, work } = this;
    return { kind: "mesoscope.search", front, seconds, work, checksum: checksumOf(this.#read.problem) };
  }

  [displaySymbol](): MimeBundle | Promise<MimeBundle> {
    return this.#live[displaySymbol]();
  }

  #halt(): void {
    this.#before += clock() - (this.#startedAt ?? clock());
    this.#startedAt = undefined;
  }

  async #finish(keepsFront: boolean): Promise<Discovery> {
    this.#look();
    const watch = setInterval(() => this.#look(), lookEvery);
    try {
      await this.#crew.ended;
    } finally {
      clearInterval(watch);
      this.#halt();
      this.#hasEnded = true;
    }
    await this.#live.finish(this.#state(), { keepsFront });
    return this.#discovery();
  }

  #discovery(): Discovery {
    const { problem, presentation } = this.#read;
    const { front } = this.#crew;
    // It may have been stopped before a thread had anything.
    if (!front.best) searchContext(problem, front).offer(constant(0));
    if (!front.best) throw nothingFound(problem);
    return makeDiscovery({
      problem,
      front: front.members,
      rivals: front.rivals,
      evaluator: createEvaluator(problem),
      presentation,
      keepsForm: this.#options.template !== undefined,
      search: {
        seed: problem.seed,
        work: this.work,
        ...(this.#options.work === undefined && { seconds: this.seconds }),
        stages: this.#crew.stages,
        ended: this.#crew.ending ?? "stopped",
        ...(presentation.rows > problem.rows && { rowsGiven: presentation.rows }),
        ...(presentation.width > problem.columns.length && { notes: [droppedColumns(presentation)] }),
      },
    });
  }

  #look(): void {
    if (this.isRunning && this.seconds >= (this.secondsInAll ?? Number.POSITIVE_INFINITY)) this.#crew.stop("budget");
    this.#live.show(this.#state());
  }

  #state(): SearchState {
    const { front, seconds, secondsInAll, work, isPaused } = this;
    return { stages: this.#crew.stages, seconds, secondsInAll, work, front, isPaused };
  }
}

function droppedColumns({ columns, width }: Presentation): string {
  return `Of ${width} columns the search saw the ${columns.length} that tell most about the target.`;
}

function nothingFound({ dimensions, constantsMayHaveUnits }: Problem): NumericError {
  const isHeld = dimensions !== undefined && !constantsMayHaveUnits;
  return new NumericError(
    "NOTHING_FOUND",
    isHeld
      ? "discover: no formula has the unit of the target. Add the columns that are missing, or set constantsMayHaveUnits."
      : "discover: no formula was found that fulfils the constraints. Give more time, or fewer constraints.",
  );
}
