import type { DisplayHandle } from "./display.js";
import type { Comm, CommMessage, Undo } from "./plugin.js";

/** What a host of running code (our kernel) offers to libraries; they reach it through `tick`, `display` and `input`. */
export interface RunContext {
  tick(step: number, total: number | undefined, values: TickValues | undefined): Promise<void> | undefined;
  display(value: unknown, options: { id?: string }): Promise<DisplayHandle>;
  clearOutput(wait: boolean): void;
  input(prompt: string, options: { password?: boolean }): Promise<string>;
  /** Where there is a page that answers, what widgets need. */
  readonly live?: LiveContext;
}

/** What a host with a page that answers offers to widgets. */
export interface LiveContext {
  /** A comm that this side opens. */
  openComm(target: string, data: object, options: CommOptions): Comm;
  /** Comms that the front end opens. */
  onComm(target: string, onOpen: (comm: Comm, message: CommMessage) => void): Undo;
  /**
   * A function for later, such as a handler of events. What it shows appears in the cell that asks now, or is taken by
   * `take`; so does its error, which is thrown to nobody. Stop ends it. A call that takes time gives a promise of its end.
   */
  callback<Values extends unknown[]>(
    work: (...values: Values) => unknown,
    take?: TakeOutput,
  ): (...values: Values) => Promise<void> | undefined;
  /** Does `work` now, and has `take` what it shows. */
  capture<T>(take: TakeOutput, work: () => T): T;
  /** The version of a front-end extension that is installed beside this Jupyter. */
  extensionVersion(name: string): string | undefined;
}

/** What goes with the opening of a comm. */
export interface CommOptions {
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly Uint8Array[];
}

/** One thing that code has shown: the type and the content of a Jupyter message. */
export interface ShownOutput {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Takes one thing that code has shown. */
export type TakeOutput = (output: ShownOutput) => void;

/** Figures shown beside the progress bar, by name. */
export type TickValues = Readonly<Record<string, number>>;

/** The global under which a host puts its context: no library imports the kernel. */
export const runContextKey: unique symbol = Symbol.for("mesoscope.runContext");

type Holder = { [runContextKey]?: RunContext };

/** The context of the host that runs this code; `undefined` in a plain script. */
export function runContext(): RunContext | undefined {
  return (globalThis as Holder)[runContextKey];
}

/** Called by a host once, before user code runs. */
export function installRunContext(context: RunContext | undefined): void {
  (globalThis as Holder)[runContextKey] = context;
}
