import { randomUUID } from "node:crypto";
import { type CellProvenance, MesoscopeError } from "@mesoscope/sdk";
import type { RanCell } from "../debug/cell-files.js";
import { Debugging, type DebugRequest, type DebugResponse } from "../debug/debugging.js";
import type { CellSources } from "../protocol/compiled-cell.js";
import type { Frame } from "../protocol/frame.node.js";
import type { Completions, Inspection, TypeDiagnostic, TypeService } from "../protocol/type-service.js";
import { type FromUser, type Known, rehearsal } from "../protocol/user-process.js";
import { type Answerer, type Asked, answer } from "./answer.node.js";
import { completeByValues, inspectByValues, inTime, patience, valuesFirst, withValue } from "./by-values.node.js";
import { CellJob, type Compiler, type Notebook } from "./cell-job.node.js";
import { CommRegistry } from "./comm-registry.js";
import type {
  CommRequest,
  ExecuteRequest,
  Execution,
  HistoryQuery,
  Output,
  Session,
  SessionOptions,
} from "./contract.js";
import { History } from "./history.js";
import { HistoryFile } from "./history-file.node.js";
import { Outputs } from "./outputs.js";
import { type Ending, ProcessEnded } from "./process-ended.js";
import { Provenance } from "./provenance.node.js";
import { output, stream, withProvenance } from "./publish.node.js";
import { RunQueue } from "./run-queue.node.js";
import { Stopper } from "./stopper.js";
import { TypeCheck } from "./type-check.node.js";
import { UserProcess } from "./user-process.node.js";

/**
 * Starts a session: a process that runs cells in `directory`, watched and replaced when it ends.
 *
 * @example
 * const session = await createSession({ directory: process.cwd(), onOutput: ({ type }) => console.log(type) });
 * const reply = await session.execute({ source: "1 + 1" }).reply;
 * await session.close();
 */
export async function createSession(options: SessionOptions): Promise<Session> {
  return new KernelSession(options);
}

/** Parts that tests replace. */
export interface Parts {
  /** The program of the user process. */
  readonly program?: string;
  readonly openTypes?: () => Promise<TypeService>;
}

export class KernelSession implements Session, Notebook, Answerer {
  readonly options: SessionOptions;
  readonly types: TypeCheck;
  readonly traces: Provenance;
  readonly outputs: Outputs;
  stops = 0;
  lastNumber = 0;
  readonly #parts: Parts;
  readonly #history: History;
  readonly #comms = new CommRegistry();
  readonly #stopper: Stopper;
  readonly #debugging: Debugging;
  readonly #main = new RunQueue();
  readonly #subshells = new Map<string, RunQueue>();
  /** What runs, by number. */
  readonly #active = new Map<number, ExecuteRequest>();
  /** Comm messages that are being handled, by number. */
  readonly #handling = new Set<number>();
  #stop = Promise.withResolvers<void>();
  #runs = 0;
  #latest = 0;
  #process: UserProcess | undefined;
  #compiler: Compiler | undefined;
  #notice: string | undefined;

  constructor(options: SessionOptions, parts: Parts = {}) {
    this.options = options;
    this.#parts = parts;
    this.#history = new History(options.history === undefined ? undefined : new HistoryFile(options.history));
    this.#debugging = new Debugging({
      directory: options.directory,
      send: (command) => this.process.devtools(command),
      onEvent: (event) => options.onDebugEvent?.(event),
    });
    this.traces = new Provenance(options);
    const flow = { hold: () => this.#process?.hold(), release: () => this.#process?.release() };
    this.outputs = new Outputs((output) => options.onOutput(output), flow);
    this.#process = this.#startProcess();
    this.types = new TypeCheck(options.types ?? "warn", parts.openTypes ?? (() => openTypes(options.directory)));
    this.#stopper = new Stopper({
      say: (text) => this.publish(stream(this.#latest, "stderr", text)),
      kill: () => this.#process?.kill(),
    });
  }

  execute(request: ExecuteRequest): Execution {
    const run = ++this.#runs;
    const queue = request.subshell === undefined ? this.#main : this.#subshells.get(request.subshell);
    if (!queue) throw new MesoscopeError("UNKNOWN_SUBSHELL", `There is no subshell "${request.subshell}".`);
    const job = new CellJob(this, request, run);
    queue.add(job);
    return { run, reply: job.reply };
  }

  async rehearse(source: string): Promise<boolean> {
    const { compileCell } = await this.compiler();
    if (this.#runs > 0) return false;
    const { code, steps } = compileCell(source);
    const nobodys = { run: rehearsal, count: 0, id: "", silent: false, expressions: {} };
    const ran = this.process.run({ type: "run", ...nobodys, source, code, steps });
    return ran.then(
      () => this.#runs === 0,
      () => false,
    );
  }

  async interrupt(): Promise<void> {
    this.stops++;
    this.#stop.resolve();
    this.#stop = Promise.withResolvers();
    this.#debugging.stopping();
    this.#process?.stop(this.stops);
    if (this.#active.size + this.#handling.size > 0) this.#stopper.asked();
  }

  get nextStop(): Promise<void> {
    return this.#stop.promise;
  }

  complete(source: string, cursor: number): Promise<Completions> {
    const byTypes = () => this.types.complete(source, cursor);
    const byValues = () => completeByValues(source, cursor, (about) => this.ask("names", about));
    return this.types.ready ? inTime(byTypes(), patience.completion, byValues) : valuesFirst(byValues(), byTypes);
  }

  inspect(source: string, cursor: number, detail?: number): Promise<Inspection> {
    const value = inspectByValues(source, cursor, (about) => this.ask("value", about));
    return inTime(withValue(this.types.inspect(source, cursor, detail), value), patience.inspection, () => value);
  }

  async check(source: string): Promise<readonly TypeDiagnostic[]> {
    return (await this.types.start()).diagnostics(source);
  }

  async ask<Kind extends keyof Known>(kind: Kind, about?: string): Promise<Known[Kind] | undefined> {
    return this.#active.size === 0 ? this.#process?.ask(kind, about) : undefined;
  }

  async isComplete(source: string) {
    const { isComplete } = await import("../compile/is-complete.node.js");
    return isComplete(source);
  }

  history(query: HistoryQuery) {
    return this.#history.find(query);
  }

  provenance(): readonly CellProvenance[] {
    return this.traces.cells();
  }

  comm({ type: message, content, metadata, buffers }: CommRequest) {
    const run = ++this.#runs;
    this.#comms.note(message, content);
    this.#handling.add(run);
    const handled = this.process
      .comm({ type: "comm", run, message, content, metadata }, buffers)
      .catch(ignore) // when the process has ended, so has the comm
      .then(() => {
        this.#handling.delete(run);
        this.#rested();
      });
    return { run, handled };
  }

  comms() {
    return this.#comms.open;
  }

  debug(request: DebugRequest): Promise<DebugResponse> {
    return this.#debugging.answer(request);
  }

  createSubshell(): string {
    const id = randomUUID();
    this.#subshells.set(id, new RunQueue());
    return id;
  }

  deleteSubshell(id: string): boolean {
    this.#subshells.get(id)?.abort();
    return this.#subshells.delete(id);
  }

  subshells() {
    return [...this.#subshells.keys()];
  }

  async restart(): Promise<void> {
    await this.close();
    this.#closeComms();
    this.#history.clear();
    this.traces.clear();
    this.lastNumber = 0;
    this.#notice = undefined;
    this.#process = this.#startProcess();
    this.#debugging.processEnded(true);
  }

  async close(): Promise<void> {
    this.#debugging.close();
    await Promise.all([this.#process?.close(), this.types.forget()]);
    this.#stopper.answered();
    this.#history.close();
  }

  /** The process for the next cell: the one there is, or a fresh one. */
  get process(): UserProcess {
    this.#process ??= this.#startProcess();
    return this.#process;
  }

  async compiler(): Promise<Compiler> {
    this.#compiler ??= (await import("../compile/compile-cell.node.js")).compilerIn(this.options.directory);
    return this.#compiler;
  }

  publish(output: Output): void {
    this.outputs.add(output);
  }

  newRun(place: number): number {
    const run = ++this.#runs;
    this.outputs.showIn(place, run);
    return run;
  }

  number(keep: boolean): number {
    return keep ? ++this.lastNumber : this.lastNumber + 1;
  }

  begin(run: number, request: ExecuteRequest): void {
    this.types.busy();
    this.#latest = run;
    this.#active.set(run, request);
  }

  aboutToRun(cell: RanCell): Promise<void> | undefined {
    return this.#debugging.before(cell);
  }

  trace(run: number, count: number, request: ExecuteRequest, sources: () => CellSources): void {
    const place = request.keepsPlace ? this.outputs.placeOf(run) : undefined;
    if (!request.silent) this.traces.began({ run, count, request, place }, sources());
  }

  end(run: number): void {
    this.#active.delete(run);
    this.traces.ended(run);
    if (this.#active.size > 0) return;
    this.#debugging.idle();
    this.#rested();
    this.types.idle();
  }

  remember(count: number, source: string): void {
    this.#history.add({ count, source });
  }

  takeNotice(): string | undefined {
    const notice = this.#notice;
    this.#notice = undefined;
    return notice;
  }

  #startProcess(): UserProcess {
    const { directory, environment } = this.options;
    return new UserProcess({
      directory,
      environment,
      program: this.#parts.program,
      onMessage: (frame) => this.#receive(frame),
      onDevtools: (message) => this.#debugging.receive(message),
      onRaw: (name, text) => this.#passRaw(name, text),
      onEnd: (ending) => this.#processEnded(ending),
    });
  }

  #receive({ header, payloads }: Frame<Message>): void {
    if (header.type === "ask") void this.#answer(header);
    else if (header.type === "inputs") this.traces.used(header);
    else this.#passOn(header, payloads);
  }

  #passOn({ run, message: type, metadata = {}, traced }: Published, [content, ...buffers]: readonly Uint8Array[]) {
    if (!content || run === rehearsal) return;
    if (type.startsWith("comm_")) this.#comms.note(type, JSON.parse(Buffer.from(content).toString()));
    if (traced) this.outputs.add(withProvenance({ run, type, content, metadata, buffers }, this.traces.of(run)));
    else this.publish({ run, type, content, metadata, buffers });
  }

  #passRaw(name: "stdout" | "stderr", text: string): void {
    if (!this.#active.get(this.#latest)?.silent) this.publish(stream(this.#latest, name, text));
  }

  async #answer(asked: Asked): Promise<void> {
    const { ask } = asked;
    const process = this.#process;
    try {
      process?.answer({ type: "answer", ask, value: await answer(asked, this) });
    } catch (error) {
      const { code = "KERNEL_ERROR", message } = error as MesoscopeError;
      process?.answer({ type: "refuse", ask, code, message });
    }
  }

  /** Something has ended: where nothing else runs, a stop has been answered. */
  #rested(): void {
    if (this.#active.size + this.#handling.size === 0) this.#stopper.answered();
  }

  #closeComms(): void {
    for (const comm_id of this.#comms.clear()) this.publish(output(this.#latest, "comm_close", { comm_id, data: {} }));
  }

  /** A process that ended by itself takes its comms and all that the type service knows with it. */
  #processEnded(ending: Ending): void {
    if (ending.asked) return;
    this.#closeComms();
    if (this.#active.size === 0) this.#notice = new ProcessEnded(ending).message;
    this.types.forget().catch(ignore);
    this.traces.clear();
    // One that cannot start is tried again with the next cell, not in a loop.
    this.#process = ending.ready ? this.#startProcess() : undefined;
    this.#debugging.processEnded(ending.ready);
  }
}

type Message = Exclude<FromUser, { type: "ready" | "done" | "answer" | "exiting" }>;
type Published = Extract<Message, { type: "publish" }>;

const ignore = () => {};

async function openTypes(directory: string): Promise<TypeService> {
  const { startTypeService } = await import("../types/type-service.node.js");
  return startTypeService({ directory });
}
