import type { CellText, Completions, Inspection, TypeDiagnostic, TypeService } from "../protocol/type-service.js";
import { type Answer, type CellSummary, emptySummary, type Question } from "./messages.js";
import { TypeProcess } from "./type-process.node.js";

/** After so many processes in a row that ended within a minute, no other is started. */
const maximumShortLives = 5;
const shortLife = 60_000;

/** A question without an answer after this many milliseconds is answered empty. */
const timeLimit = 10_000;

/** Starts the type service for a notebook in `directory`: it begins to load the libraries at once. */
export function startTypeService({ directory }: { directory: string }): TypeService {
  return new SupervisedTypeService(directory);
}

/** An executed cell; its summary once it is known, so that a new process need not work it out again. */
interface ExecutedCell {
  readonly source: string;
  summary?: CellSummary;
  attempts: number;
}

const nothingFound: Inspection = { found: false, markdown: "", text: "" };

/** Keeps a type process alive: a new one is told of all executed cells. */
class SupervisedTypeService implements TypeService {
  readonly #directory: string;
  readonly #cells: ExecutedCell[] = [];
  #process: TypeProcess | undefined;
  #shortLives = 0;

  constructor(directory: string) {
    this.#directory = directory;
    this.#start();
  }

  executed({ source }: CellText): void {
    const cell: ExecutedCell = { source, attempts: 0 };
    this.#cells.push(cell);
    this.#tell(cell);
  }

  async diagnostics(source: string, after = this.#cells.length): Promise<readonly TypeDiagnostic[]> {
    return this.#ask({ kind: "diagnostics", source, after }, []);
  }

  async complete(source: string, cursor: number, detail?: "all"): Promise<Completions> {
    const nothing = { matches: [], start: cursor, end: cursor, types: [] };
    return this.#ask({ kind: "complete", source, cursor, everything: detail === "all" }, nothing);
  }

  async inspect(source: string, cursor: number): Promise<Inspection> {
    return this.#ask({ kind: "inspect", source, cursor }, nothingFound);
  }

  packagesChanged(): void {
    void this.#process?.ask({ kind: "packages-changed" });
  }

  async close(): Promise<void> {
    this.#shortLives = maximumShortLives;
    await this.#process?.close();
  }

  #start(): void {
    if (this.#shortLives >= maximumShortLives) return;
    const born = performance.now();
    const process = new TypeProcess(this.#directory);
    this.#process = process;
    for (const cell of this.#cells) this.#tell(cell);
    void process.ended.then(() => {
      this.#process = undefined;
      if (performance.now() - born < shortLife) this.#shortLives++;
      this.#start();
    });
  }

  /** Tells the process of a cell; one that it did not survive twice counts as a cell without names. */
  #tell(cell: ExecutedCell): void {
    if (!cell.summary && cell.attempts++ >= 2) cell.summary = emptySummary;
    const { source, summary } = cell;
    void this.#process?.ask({ kind: "executed", source, ...(summary && { summary }) }).then((answer) => {
      if (answer) cell.summary = answer as CellSummary;
    });
  }

  async #ask<T extends Answer>(question: Question, empty: T): Promise<T> {
    const answer = await Promise.race([this.#process?.ask(question), timeout()]);
    return (answer ?? empty) as T;
  }
}

const timeout = (): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, timeLimit, undefined).unref());
