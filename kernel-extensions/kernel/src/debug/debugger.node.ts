import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, sep } from "node:path";
import type { DevtoolsCommand, FromGuard } from "../protocol/devtools.js";
import { Breakpoints } from "./breakpoints.node.js";
import { capabilities, exceptionFilters } from "./capabilities.js";
import { CellFiles, type RanCell } from "./cell-files.js";
import type { BreakpointRequest } from "./condition.node.js";
import { describe } from "./describe.js";
import { DebugError } from "./devtools.node.js";
import { bundleOf, copyToNotebook, evaluate } from "./evaluate.node.js";
import { ownFiles } from "./scripts.node.js";
import type { StoppedFrame } from "./stop.node.js";
import { exceptionInfo, stoppedBody, threadId } from "./stop-message.js";
import { type ExceptionFilter, type Step, Target } from "./target.node.js";
import type { Variable } from "./variables.node.js";

/** What the debugger needs of its session. */
export interface DebuggerOptions {
  readonly directory: string;
  /** The cells that have run, by run. */
  readonly cells: ReadonlyMap<number, RanCell>;
  readonly send: (command: DevtoolsCommand) => void;
  readonly onEvent: (event: string, body: object) => void;
}

type Arguments = Readonly<Record<string, unknown>>;
type Handler = (values: Arguments) => object | undefined | Promise<object | undefined>;

/** Answers the Debug Adapter Protocol and what Jupyter adds to it, by way of V8's own debugger in the user process. */
export class Debugger {
  readonly #options: DebuggerOptions;
  readonly #cells: CellFiles;
  readonly #breakpoints: Breakpoints;
  readonly #isOwn: (file: string) => boolean;
  readonly #handlers: Readonly<Record<string, Handler>>;
  #filters: ReadonlySet<ExceptionFilter> = new Set();
  #target: Target;
  #isInitialized = false;
  /** JupyterLab shows the type of a variable in the place of its value, except for Python's types. */
  #showsTypesOnly = false;
  /** Settles when V8 debugs; undefined while it does not. */
  #attached: Promise<void> | undefined;
  #skips = false;

  constructor(options: DebuggerOptions) {
    this.#options = options;
    // JupyterLab says `Cell [3]` in the place of a path only where the path has this word of Python's kernel.
    this.#cells = new CellFiles(join(tmpdir(), `ipykernel_mesoscope_${process.pid}${sep}`), options.cells);
    this.#breakpoints = new Breakpoints(this.#cells);
    this.#isOwn = ownFiles(options.directory);
    this.#target = this.#newTarget();
    this.#handlers = this.#ofSession();
  }

  /**
   * Answers one request.
   *
   * @throws DebugError UNKNOWN_COMMAND, and what the command throws
   */
  async answer(command: string, values: Arguments): Promise<object | undefined> {
    const handler = Object.hasOwn(this.#handlers, command) ? this.#handlers[command] : undefined;
    if (!handler) throw new DebugError("UNKNOWN_COMMAND", `The debugger does not know "${command}".`);
    return handler(values);
  }

  /** V8 tells or answers something. */
  receive(message: FromGuard): void {
    this.#target.receive(message);
  }

  /** A cell begins when this has settled; without its breakpoints, where they cannot be set. */
  async before(cell: RanCell): Promise<void> {
    await this.#attached?.catch(ignore);
    await this.goesOn();
    await this.#breakpoints.before(cell).catch(ignore);
  }

  /** What runs is to be stopped: code that stands goes on, and stands no more until that has happened. */
  stopping(): void {
    if (!this.#attached) return;
    this.#skips = true;
    void this.#target.skip(true).catch(ignore);
  }

  /** What was to be stopped has ended. */
  async goesOn(): Promise<void> {
    if (!this.#skips) return;
    this.#skips = false;
    await this.#target.skip(false).catch(ignore);
  }

  /** The process has ended and a new one, if `next`, has taken its place: it is debugged like the one before. */
  processEnded(next: boolean): void {
    this.#target.end();
    this.#target = this.#newTarget();
    this.#skips = false;
    if (!this.#attached) return;
    this.#attached = next ? this.#attach().catch(ignore) : undefined;
  }

  /** Lets code that stands go on, so that its process can end. */
  close(): void {
    if (this.#attached) void this.#target.detach().catch(ignore);
  }

  #newTarget(): Target {
    const { send, onEvent } = this.#options;
    return new Target({
      cells: this.#cells,
      isOwn: this.#isOwn,
      send,
      filters: () => this.#filters,
      onStop: (stop, reason) => onEvent("stopped", stoppedBody(stop, reason)),
      onContinue: () => onEvent("continued", { threadId, allThreadsContinued: true }),
    });
  }

  async #attach(): Promise<void> {
    await this.#target.attach();
    await this.#breakpoints.useIn(this.#target.devtools);
  }

  async #disconnect(): Promise<void> {
    const wasAttached = this.#attached !== undefined;
    this.#attached = undefined;
    this.#isInitialized = false;
    this.#filters = new Set();
    this.#breakpoints.clear();
    await this.#breakpoints.useIn(undefined);
    if (wasAttached) await this.#target.detach();
  }

  #ofSession(): Record<string, Handler> {
    return {
      debugInfo: () => ({
        isStarted: this.#isInitialized,
        ...this.#cells.hashing,
        ...this.#cells.naming,
        breakpoints: this.#breakpoints.list(),
        stoppedThreads: this.#target.stop ? [threadId] : [],
        richRendering: true,
        exceptionPaths: [],
        copyToGlobals: true,
      }),
      initialize: ({ clientID }) => {
        this.#isInitialized = true;
        this.#showsTypesOnly = clientID === "jupyterlab";
        return capabilities;
      },
      attach: async () => {
        this.#attached ??= this.#attach();
        await this.#attached.catch((error) => {
          this.#attached = undefined;
          throw error;
        });
        this.#options.onEvent("initialized", {});
        return undefined;
      },
      configurationDone: () => undefined,
      disconnect: () => this.#disconnect().then(nothing),
      dumpCell: ({ code }) => ({ sourcePath: this.#cells.pathOf(String(code)) }),
      source: ({ source }) => ({ content: this.#sourceOf(pathIn(source)), mimeType: "text/typescript" }),
      modules: () => this.#modules(),
      ...this.#ofBreakpoints(),
      ...this.#ofStop(),
      ...this.#ofVariables(),
    };
  }

  #ofBreakpoints(): Record<string, Handler> {
    return {
      setBreakpoints: async ({ source, breakpoints = [] }) => ({
        breakpoints: await this.#breakpoints.set(pathIn(source), breakpoints as BreakpointRequest[]),
      }),
      setExceptionBreakpoints: async ({ filters = [] }) => {
        this.#filters = new Set(exceptionFilters.filter((filter) => (filters as string[]).includes(filter)));
        if (this.#attached) await this.#target.filtersChanged();
        return undefined;
      },
    };
  }

  #ofStop(): Record<string, Handler> {
    const go = (step: Step) => async () => {
      await this.#target.go(step);
      return step === "resume" ? { allThreadsContinued: true } : undefined;
    };
    return {
      threads: () => ({ threads: [{ id: threadId, name: "Cells" }] }),
      stackTrace: (values) => this.#stackTrace(values),
      continue: go("resume"),
      next: go("stepOver"),
      stepIn: go("stepInto"),
      stepOut: go("stepOut"),
      pause: async () => {
        if (!this.#attached) throw notAttached();
        await this.#target.pause();
        return undefined;
      },
      exceptionInfo: () => exceptionInfo(this.#target.stop),
    };
  }

  #ofVariables(): Record<string, Handler> {
    const variables = () => this.#target.variables;
    return {
      scopes: ({ frameId }) => ({ scopes: variables().scopes(this.#frame(frameId)!.call) }),
      variables: async ({ variablesReference, start, count }) => ({
        variables: this.#shown(await variables().children(variablesReference, Number(start ?? 0), Number(count ?? 0))),
      }),
      setVariable: async ({ variablesReference, name, value }) =>
        variables().set(variablesReference, String(name), String(value)),
      evaluate: (values) => this.#evaluate(values),
      inspectVariables: async () => ({ variables: this.#shown(await variables().ofNotebook()) }),
      richInspectVariables: async ({ variableName, frameId }) => {
        const frame = this.#target.stop ? this.#frame(frameId) : undefined;
        return { data: await bundleOf(this.#target, frame, String(variableName)), metadata: {} };
      },
      copyToGlobals: async ({ srcFrameId, srcVariableName, dstVariableName }) => {
        const frame = this.#frame(srcFrameId)!;
        await copyToNotebook(this.#target, frame, String(srcVariableName), String(dstVariableName));
        return undefined;
      },
    };
  }

  #stackTrace({ startFrame = 0, levels = 0 }: Arguments): object {
    const frames = this.#target.stop?.frames ?? [];
    const first = Number(startFrame);
    const shown = frames.slice(first, Number(levels) > 0 ? first + Number(levels) : undefined);
    return { stackFrames: shown.map((frame) => this.#shownFrame(frame)), totalFrames: frames.length };
  }

  #shownFrame(frame: StoppedFrame): object {
    const { script, name, position } = frame;
    return { id: this.#target.frames.add(frame), name, ...position, source: { name: script.name, path: script.path } };
  }

  /** The frame of a number; without a number, that of the notebook's top level. */
  #frame(id: unknown): StoppedFrame | undefined {
    if (id === undefined || id === null) return undefined;
    const frame = this.#target.frames.find(id);
    if (!frame) throw new DebugError("UNKNOWN_FRAME", "This call is no longer there: the code has gone on.");
    return frame;
  }

  async #evaluate({ expression, frameId, context }: Arguments): Promise<object> {
    const options = { isHover: context === "hover" };
    const object = await evaluate(this.#target, this.#frame(frameId), String(expression), options);
    const origin = this.#target.stop ? "stop" : "notebook";
    const shown = this.#target.variables.shown("", object, String(expression), origin);
    const { value, type } = context === "clipboard" ? describe(object, Number.POSITIVE_INFINITY) : shown;
    return { result: value, type, variablesReference: shown.variablesReference };
  }

  #shown(variables: readonly Variable[]): readonly object[] {
    return this.#showsTypesOnly ? variables.map(({ type: _, ...shown }) => shown) : variables;
  }

  #sourceOf(path: string): string {
    const text = this.#cells.textOf(path);
    if (text !== undefined) return text;
    if (!this.#target.scripts.files().includes(path))
      throw new DebugError("UNKNOWN_SOURCE", `${basename(path)} is neither a cell nor a file that was loaded.`);
    return readFileSync(path, "utf8");
  }

  #modules(): object {
    const files = this.#target.scripts.files();
    const modules = files.map((path, id) => ({ id, name: basename(path), path }));
    return { modules, totalModules: modules.length };
  }
}

/** @throws DebugError NO_PATH */
function pathIn(source: unknown): string {
  const path = (source as { path?: unknown } | undefined)?.path;
  if (typeof path !== "string") throw new DebugError("NO_PATH", "The source of the request has no path.");
  return path;
}

const notAttached = () => new DebugError("NOT_ATTACHED", "The debugger is not attached.");
const nothing = () => undefined;
const ignore = () => {};
