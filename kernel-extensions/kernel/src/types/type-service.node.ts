import type { CellText, Completions, Inspection, TypeDiagnostic, TypeService } from "../protocol/type-service.js";
import { type Answer, type CellSummary, type ExecutedText, emptySummary, type Question } from "./messages.js";
import { lost, TypeProcess } from "./type-process.node.js";

/** Where so many processes have ended within a minute, the next one is started when the minute is over. */
const maximumEnds = 5;
const minute = 60_000;

/**
 * A question without an answer after this many milliseconds is answered empty. Front ends have stopped waiting long
 * before; on a machine where other work comes first the start alone may take 10 s, and an empty answer says too much.
 */
const timeLimit = 60_000;

/** A question that a process did not live to answer is asked of the next one; one that ends two is not. */
const maximumAttempts = 2;

/** A process that holds too much memory is replaced, at most once in so many cells. */
const cellsPerRetirement = 100;

/** Starts the type service for a notebook in `directory`: it begins to load the libraries at once. */
export function startTypeService({ directory }: { directory: string }): TypeService {
  return new SupervisedTypeService(directory);
}

/** An executed cell; its summary once it is known, so that a new process need not work it out again. */
interface ExecutedCell {
  readonly cell: ExecutedText;
  summary?: CellSummary;
  attempts: number;
}

const nothingFound: Inspection = { found: false, markdown: "", text: "" };

/** Keeps a type process alive: a new one is told of all executed cells. */
class SupervisedTypeService implements TypeService {
  readonly #directory: string;
  readonly #cells: ExecutedCell[] = [];
  #process: TypeProcess | undefined;
  #closed = false;
  /** When the latest processes ended. */
  #ends: readonly number[] = [];
  /** The cell from which on a process may be replaced for its memory: a notebook that needs that much keeps it. */
  #mayRetire = 0;

  constructor(directory: string) {
    this.#directory = directory;
    this.#start();
  }

  get ready(): boolean {
    return this.#process?.ready ?? false;
  }

  executed({ source, id, count }: CellText): void {
    const executed: ExecutedCell = { cell: { source, id, count }, attempts: 0 };
    this.#cells.push(executed);
    this.#tell(executed);
  }

  async diagnostics(source: string, after = this.#cells.length): Promise<readonly TypeDiagnostic[]> {
    return this.#ask({ kind: "diagnostics", source, after }, []);
  }

  async complete(source: string, cursor: number, detail?: "all"): Promise<Completions> {
    const nothing = { matches: [], start: cursor, end: cursor, types: [] };
    return this.#ask({ kind: "complete", source, cursor, everything: detail === "all" }, nothing);
  }

  async inspect(source: string, cursor: number, detail = 0): Promise<Inspection> {
    return this.#ask({ kind: "inspect", source, cursor, detail }, nothingFound);
  }

  packagesChanged(): void {
    void this.#process?.ask({ kind: "packages-changed" });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#process?.close();
  }

  #start(): void {
    if (this.#closed) return;
    let retiring = false;
    const life = new TypeProcess(this.#directory, () => {
      if (retiring || this.#cells.length < this.#mayRetire) return;
      retiring = true;
      this.#mayRetire = this.#cells.length + cellsPerRetirement;
      void life.close();
    });
    this.#process = life;
    for (const cell of this.#cells) this.#tell(cell);
    void life.ended.then(() => {
      this.#process = undefined;
      if (!retiring) this.#ends = [...this.#ends, performance.now()].slice(-maximumEnds);
      const rest = this.#rest();
      if (rest > 0) setTimeout(() => this.#start(), rest).unref();
      else this.#start();
    });
  }

  /** How long to wait with the next process: one that cannot live shall not take the time of the cells. */
  #rest(): number {
    return this.#ends.length < maximumEnds ? 0 : this.#ends[0]! + minute - performance.now();
  }

  /** Tells the process of a cell; one that it did not survive twice counts as a cell without names. */
  #tell(executed: ExecutedCell): void {
    if (!executed.summary && executed.attempts++ >= maximumAttempts) executed.summary = emptySummary;
    const { cell, summary } = executed;
    void this.#process?.ask({ kind: "executed", cell, ...(summary && { summary }) }).then((answer) => {
      if (answer && answer !== lost) executed.summary = answer as CellSummary;
    });
  }

  async #ask<T extends Answer>(question: Question, empty: T): Promise<T> {
    const limit = Promise.withResolvers<undefined>();
    const timer = setTimeout(limit.resolve, timeLimit, undefined).unref();
    const answer = await Promise.race([this.#answer(question), limit.promise]);
    clearTimeout(timer);
    return (answer ?? empty) as T;
  }

  /** A process that has just ended has been followed by the next when its loss is known here. */
  async #answer(question: Question): Promise<Answer | undefined> {
    for (let attempt = 0; attempt < maximumAttempts; attempt++) {
      const life = this.#process;
      const answer = await life?.ask(question);
      if (answer !== lost) return answer;
      await life?.ended;
    }
    return undefined;
  }
}
