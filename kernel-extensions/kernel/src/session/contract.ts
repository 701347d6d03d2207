import type { CellProvenance } from "@mesoscope/sdk";
import type { DebugEvent, DebugRequest, DebugResponse } from "../debug/debugging.js";
import type { Completions, Inspection, TypeDiagnostic, TypeMode } from "../protocol/type-service.js";
import type { Known, PublishedType } from "../protocol/user-process.js";

export interface SessionOptions {
  /** The notebook's folder: where code runs and packages are looked up. */
  readonly directory: string;
  /** Takes everything that code shows, in order. Where it returns a promise, code that shows more than is taken waits. */
  onOutput(output: Output): unknown;
  /** Asks a person for a line of text; without it `input()` throws. */
  onInput?(request: InputRequest): Promise<string>;
  /** Takes what the debugger has to tell. */
  onDebugEvent?(event: DebugEvent): void;
  /** Called some time after cells have ended: where what they show comes from, and what is out of date. */
  onProvenance?(cells: readonly CellProvenance[]): void;
  /** What type errors do at first; `%types` changes it. Default `warn`. */
  readonly types?: TypeMode | undefined;
  /** The file that keeps the cells for later sessions; without it they are kept for this one. */
  readonly history?: string | undefined;
  /** Environment variables for the code, added to those of this process. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** One thing that code has shown: a message for iopub. */
export interface Output {
  /** The execution, or comm message, that caused it. */
  readonly run: number;
  readonly type: PublishedType;
  /** The content of the Jupyter message as JSON bytes. */
  readonly content: Uint8Array;
  readonly metadata: object;
  readonly buffers: readonly Uint8Array[];
}

export interface InputRequest {
  readonly prompt: string;
  readonly password: boolean;
  readonly run: number;
}

export interface ExecuteRequest {
  readonly source: string;
  /** The front end's name for the cell. */
  readonly id?: string | undefined;
  /** What the cell shows after its end still gets to its place: there goes what it shows when it is run again. */
  readonly keepsPlace?: boolean | undefined;
  /** Cells that the front end has deleted since the last request, by its names. */
  readonly deleted?: readonly string[] | undefined;
  readonly silent?: boolean | undefined;
  readonly storeHistory?: boolean | undefined;
  /** Whether an error answers `aborted` to what is queued behind. Default true. */
  readonly stopOnError?: boolean | undefined;
  /** Expressions to evaluate after a cell that ended well, by name. */
  readonly expressions?: Readonly<Record<string, string>> | undefined;
  /** Runs in the queue of this subshell instead of the main one. */
  readonly subshell?: string | undefined;
  /** Called when the cell's turn has come; never for an aborted one. */
  onStart?(run: number, count: number): void;
}

export interface Execution {
  readonly run: number;
  readonly reply: Promise<ExecuteReply>;
}

export type ExecuteReply =
  | {
      readonly status: "ok";
      readonly execution_count: number;
      readonly user_expressions: Record<string, unknown>;
      readonly payload: readonly object[];
    }
  | {
      readonly status: "error";
      readonly execution_count: number;
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    }
  | { readonly status: "aborted" };

/** Which earlier cells to give: as in a `history_request`. */
export interface HistoryQuery {
  readonly access: "tail" | "range" | "search";
  /** How many, the latest ones (`tail`, `search`). */
  readonly count?: number | undefined;
  /** Which session (`range`): its number, or 0 for this one, -1 for the one before. */
  readonly session?: number | undefined;
  /** First cell and the one behind the last (`range`). */
  readonly start?: number | undefined;
  readonly stop?: number | undefined;
  /** `*` and `?` stand for anything (`search`). */
  readonly pattern?: string | undefined;
  /** Keep only the latest of equal cells (`search`). */
  readonly unique?: boolean | undefined;
}

export interface HistoryEntry {
  readonly session: number;
  readonly count: number;
  readonly source: string;
}

/** A comm message from the front end. */
export interface CommRequest {
  readonly type: "comm_open" | "comm_msg" | "comm_close";
  readonly content: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly buffers: readonly Uint8Array[];
}

/** A notebook's state and the process that holds it, whoever asks: a wire, a runner or a test. */
export interface Session {
  /** Runs a cell when those before it are done. */
  execute(request: ExecuteRequest): Execution;
  /** Takes a cell that nobody sees the way of a real one; false when there has been a real one, or it failed. */
  rehearse(source: string): Promise<boolean>;
  /** Stops what runs; what is queued behind it is aborted. */
  interrupt(): Promise<void>;
  /** Cursor in UTF-16 units. */
  complete(source: string, cursor: number): Promise<Completions>;
  inspect(source: string, cursor: number, detail?: number): Promise<Inspection>;
  /** What the type checker finds in a text that would run after the cells so far; a front end asks while it is written. */
  check(source: string): Promise<readonly TypeDiagnostic[]>;
  /** What the process with the values knows; undefined while a cell runs, which must not wait for that. */
  ask<Kind extends keyof Known>(kind: Kind, about?: string): Promise<Known[Kind] | undefined>;
  isComplete(
    source: string,
  ): Promise<{ readonly status: "complete" | "incomplete" | "invalid"; readonly indent: string }>;
  history(query: HistoryQuery): readonly HistoryEntry[];
  /** Where what the cells show comes from, and what is out of date: in the order in which they last ran. */
  provenance(): readonly CellProvenance[];
  /** Passes a comm message on; settles when it has been handled. */
  comm(request: CommRequest): { readonly run: number; readonly handled: Promise<void> };
  /** Open comms: identifier → target. */
  comms(): ReadonlyMap<string, string>;
  /** Answers a request of the Debug Adapter Protocol. */
  debug(request: DebugRequest): Promise<DebugResponse>;
  createSubshell(): string;
  /** Cells that wait there are aborted, one that runs goes on. False when there is none of that name. */
  deleteSubshell(id: string): boolean;
  subshells(): readonly string[];
  /** Begins anew: no variables, no history, cell 1. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
