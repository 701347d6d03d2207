import { setTimeout as delay } from "node:timers/promises";
import { StopError } from "@mesoscope/sdk";
import type { RanCell } from "../debug/cell-files.js";
import type { CellSources, CompiledCell } from "../protocol/compiled-cell.js";
import type { CellText } from "../protocol/type-service.js";
import type { RunMessage } from "../protocol/user-process.js";
import { errorContent, TypeCheckError } from "./cell-error.js";
import type { ExecuteReply, ExecuteRequest, Output } from "./contract.js";
import type { Outputs } from "./outputs.js";
import { describeDiagnostics, output, stream } from "./publish.node.js";
import type { Job } from "./run-queue.node.js";
import { isTypeMode, moment, type TypeCheck } from "./type-check.node.js";
import type { UserProcess } from "./user-process.node.js";

/** The compiler, loaded. */
export interface Compiler {
  compileCell(source: string): CompiledCell;
  compileExpression(source: string): string;
}

/** What a cell needs of its session. */
export interface Notebook {
  readonly types: TypeCheck;
  readonly process: UserProcess;
  readonly outputs: Outputs;
  /** Grows with every Stop. */
  readonly stops: number;
  /** Settles with the next Stop. */
  readonly nextStop: Promise<void>;
  compiler(): Promise<Compiler>;
  begin(run: number, request: ExecuteRequest): void;
  /** A cell runs when what this gives has settled. */
  aboutToRun(cell: RanCell): Promise<void> | undefined;
  /** The cell is on its way; `sources` tells where its values come from. */
  trace(run: number, count: number, request: ExecuteRequest, sources: () => CellSources): void;
  end(run: number): void;
  publish(output: Output): void;
  /** The number of the cell that begins; it is used up when `keep` is true. */
  number(keep: boolean): number;
  /** The number of the cell before. */
  readonly lastNumber: number;
  remember(count: number, source: string): void;
  /** What happened since the last cell that its reader must know. */
  takeNotice(): string | undefined;
}

/** Types are waited for as long as the cell itself took, and not longer than this, in milliseconds. */
const patience = 150;

/** One execution, from its turn in the queue to its reply. */
export class CellJob implements Job {
  readonly #reply = Promise.withResolvers<ExecuteReply>();
  readonly #notebook: Notebook;
  readonly #request: ExecuteRequest;
  readonly #run: number;
  /** The number of a cell that runs again. */
  readonly #count: number | undefined;
  #result: ExecuteReply = { status: "aborted" };
  #announced = false;
  #ran = false;

  constructor(notebook: Notebook, request: ExecuteRequest, run: number, count?: number) {
    this.#notebook = notebook;
    this.#request = request;
    this.#run = run;
    this.#count = count;
  }

  get reply(): Promise<ExecuteReply> {
    return this.#reply.promise;
  }

  async start(): Promise<boolean> {
    const { source, silent = false, storeHistory = !silent, stopOnError = true } = this.#request;
    const keep = storeHistory && !silent;
    const stops = this.#notebook.stops;
    const count = this.#count ?? this.#notebook.number(keep);
    if (keep) this.#notebook.remember(count, source);
    this.#notebook.begin(this.#run, this.#request);
    this.#result = await this.#execute(count);
    await this.#notebook.outputs.passed;
    return this.#result.status === "error" && (stopOnError || this.#notebook.stops > stops);
  }

  finish(): void {
    this.#reply.resolve(this.#result);
    this.#notebook.end(this.#run);
    if (this.#ran) this.#notebook.types.executed(this.#text());
  }

  #text(): CellText {
    const { source, id } = this.#request;
    const { status } = this.#result;
    return { run: this.#run, source, id, ...(status !== "aborted" && { count: this.#result.execution_count }) };
  }

  abort(): void {
    this.#reply.resolve({ status: "aborted" });
  }

  async #execute(count: number): Promise<ExecuteReply> {
    try {
      const { message, failed, sources } = await this.#prepare(count);
      const begun = performance.now();
      const { stops } = this.#notebook;
      const running = this.#notebook.process.run(message);
      this.#ran = true;
      this.#announce(count);
      this.#notebook.trace(this.#run, count, this.#request, sources);
      const check = this.#checkBeside(count);
      const outcome = await running;
      if (this.#notebook.stops === stops) await this.#waitForTypes(check, performance.now() - begun);
      const execution_count = this.#shownCount(count);
      if (outcome.status === "error") return { ...outcome, execution_count };
      const user_expressions = { ...outcome.expressions, ...failed };
      return { status: "ok", execution_count, user_expressions, payload: outcome.payload };
    } catch (error) {
      this.#announce(count);
      return this.#refuse(error, count);
    }
  }

  /** Compiles, and under `%types strict` checks. */
  async #prepare(count: number) {
    const { source, id = "", silent = false } = this.#request;
    const compiler = await this.#notebook.compiler();
    const { code, steps, magics, sources } = compiler.compileCell(source);
    const { expressions, failed } = this.#compileExpressions(compiler);
    for (const { name, argument } of magics)
      if (name === "types" && isTypeMode(argument.trim())) this.#notebook.types.change(argument);
    if (this.#notebook.types.mode === "strict" && !silent) await this.#checkFirst(count);
    await this.#notebook.aboutToRun({ run: this.#run, count, source });
    const message: RunMessage = { type: "run", run: this.#run, count, id, source, code, steps, silent, expressions };
    return { message, failed, sources };
  }

  #compileExpressions(compiler: Compiler) {
    const expressions: Record<string, string> = {};
    const failed: Record<string, unknown> = {};
    for (const [name, source] of Object.entries(this.#request.expressions ?? {})) {
      try {
        expressions[name] = compiler.compileExpression(source);
      } catch (error) {
        failed[name] = { status: "error", ...errorContent(error, 0, source) };
      }
    }
    return { expressions, failed };
  }

  async #checkFirst(count: number): Promise<void> {
    this.#announce(count);
    const { types, nextStop } = this.#notebook;
    const check = types
      .start()
      .then((service) => service.diagnostics(this.#request.source))
      .catch((error: Error) => {
        this.#say(`Types could not be checked: ${error.message}\n`);
        return [];
      });
    const stop = nextStop.then(() => {
      throw new StopError("STOPPED", "Stopped while types were checked.");
    });
    const found = await Promise.race([check, stop]);
    const [first, ...others] = found;
    if (first) throw new TypeCheckError(count, [first, ...others]);
  }

  /** Findings go to this cell whenever they come, also after its end. */
  async #checkBeside(count: number): Promise<void> {
    const { types } = this.#notebook;
    if (types.mode !== "warn" || this.#request.silent) return;
    const found = await types.diagnostics(this.#request.source).catch(() => []);
    if (found.length > 0) this.#say(describeDiagnostics(count, found));
  }

  async #waitForTypes(check: Promise<void>, elapsed: number): Promise<void> {
    const { types } = this.#notebook;
    if (elapsed < moment || !types.started || types.mode !== "warn") return;
    const wait = new AbortController();
    await Promise.race([check, delay(Math.min(elapsed, patience), undefined, { signal: wait.signal }).catch(() => {})]);
    wait.abort();
  }

  /** Says that the cell's turn has come; after its frame has left, so that this costs it no time. */
  #announce(count: number): void {
    if (this.#announced) return;
    this.#announced = true;
    this.#request.onStart?.(this.#run, count);
    if (this.#request.silent) return;
    const notice = this.#notebook.takeNotice();
    if (notice !== undefined) this.#say(`${notice}\n`);
  }

  #refuse(thrown: unknown, count: number): ExecuteReply {
    const content = errorContent(thrown, count, this.#request.source);
    if (!this.#request.silent) this.#notebook.publish(output(this.#run, "error", content));
    return { status: "error", execution_count: this.#shownCount(count), ...content };
  }

  #shownCount(count: number): number {
    return this.#request.silent ? this.#notebook.lastNumber : count;
  }

  #say(text: string): void {
    this.#notebook.publish(stream(this.#run, "stderr", text));
  }
}
