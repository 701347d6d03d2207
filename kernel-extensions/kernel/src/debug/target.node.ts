import { setTimeout as delay } from "node:timers/promises";
import type { FromGuard } from "../protocol/devtools.js";
import type { CellFiles } from "./cell-files.js";
import { type Debugger, Devtools } from "./devtools.node.js";
import { Handles } from "./handles.js";
import { Scripts } from "./scripts.node.js";
import { isException, readStop, type Stop, type StoppedFrame } from "./stop.node.js";
import { Variables } from "./variables.node.js";

/** How the code goes on. */
export type Step = "resume" | "stepOver" | "stepInto" | "stepOut";

/** On which exceptions the code stops. */
export type ExceptionFilter = "all" | "uncaught";

export interface TargetOptions {
  readonly cells: CellFiles;
  readonly isOwn: (file: string) => boolean;
  readonly send: ConstructorParameters<typeof Devtools>[0];
  readonly filters: () => ReadonlySet<ExceptionFilter>;
  readonly onStop: (stop: Stop, reason: StopReason) => void;
  readonly onContinue: () => void;
}

export type StopReason = "breakpoint" | "exception" | "step" | "pause";

/** After so many steps through code that nobody wrote, it goes on. */
const farthest = 2000;
/** So often a pause is asked for again that has not come, after so many milliseconds. */
const attempts = 40;
const patience = 25;

/** Code of packages, Node and the kernel, whose own folder this module is in: steps do not stop there. */
const skipped = [
  "^node:",
  "^evalmachine",
  "/node_modules/",
  `^${new URL("../", import.meta.url).href.replace(/[.\\+*?[^\]$(){}|]/g, "\\$&")}`,
];

/** One user process, as the debugger knows it. */
export class Target {
  readonly devtools: Devtools;
  readonly scripts: Scripts;
  readonly variables: Variables;
  readonly frames = new Handles<StoppedFrame>();
  /** Where the code stands; undefined while it runs. */
  stop: Stop | undefined;
  readonly #options: TargetOptions;
  #step: Step = "resume";
  #wantsPause = false;
  #skips = false;
  /** Steps made on the way to code that was written. */
  #passed = 0;

  constructor(options: TargetOptions) {
    this.#options = options;
    this.devtools = new Devtools(options.send);
    this.scripts = new Scripts(this.devtools, options.cells, options.isOwn);
    this.variables = new Variables(this.devtools);
  }

  receive(message: FromGuard): void {
    if (message.type !== "event") this.devtools.receive(message);
    else if (message.method === "Debugger.scriptParsed") {
      const { scriptId, url } = message.params as Debugger.ScriptParsedEventDataType;
      this.scripts.add(scriptId, url);
    } else if (message.method === "Debugger.paused")
      void this.#paused(message.params as Debugger.PausedEventDataType).catch(() => this.#go("resume"));
  }

  async attach(): Promise<void> {
    await this.devtools.post("Debugger.enable");
    await this.devtools.post("Debugger.setBlackboxPatterns", { patterns: skipped, skipAnonymous: true });
    await this.filtersChanged();
  }

  /** V8 is asked for every exception: what it calls caught includes what the kernel takes to show it. */
  async filtersChanged(): Promise<void> {
    const state = this.#options.filters().size > 0 ? "all" : "none";
    await this.devtools.post("Debugger.setPauseOnExceptions", { state });
  }

  async detach(): Promise<void> {
    await this.devtools.post("Debugger.disable");
    this.#hasGoneOn();
  }

  async go(step: Step): Promise<void> {
    const stood = this.stop;
    this.#hasGoneOn();
    if (stood) await this.#go(step);
  }

  async pause(): Promise<void> {
    this.#wantsPause = true;
    this.#passed = 0;
    await this.devtools.post("Debugger.pause");
    void this.#insist().catch(() => {});
  }

  /** V8 drops the request where only the kernel's own code runs at that moment. */
  async #insist(): Promise<void> {
    for (let i = 0; i < attempts; i++) {
      await delay(patience);
      if (!this.#wantsPause || this.#passed > 0) return;
      await this.devtools.post("Debugger.pause");
    }
  }

  /** What runs is to be stopped: it goes on, past all breakpoints, until `skip(false)`. */
  async skip(skip: boolean): Promise<void> {
    this.#skips = skip;
    const told = this.devtools.post("Debugger.setSkipAllPauses", { skip });
    if (skip) await this.go("resume");
    await told;
  }

  /** The process has ended. */
  end(): void {
    this.devtools.end();
    this.#hasGoneOn();
  }

  async #go(step: Step): Promise<void> {
    this.#step = step;
    await this.devtools.post(`Debugger.${step}`);
  }

  #hasGoneOn(): void {
    this.#wantsPause = false;
    if (!this.stop) return;
    this.stop = undefined;
    this.frames.forget(() => true);
    this.variables.resumed();
    this.#options.onContinue();
  }

  async #paused(event: Debugger.PausedEventDataType): Promise<void> {
    for (const { location, url } of event.callFrames) if (url) this.scripts.add(location.scriptId, url);
    const stop = await readStop(event, this.scripts);
    if (this.#skips) return this.#go("resume");
    const reason = this.#reasonOf(stop);
    if (reason === undefined) return this.#goPast(stop);
    this.#wantsPause = false;
    this.#passed = 0;
    this.stop = stop;
    this.#options.onStop(stop, reason);
  }

  /** Why the code stands; undefined where that is no news to the user. */
  #reasonOf({ event, isWritten, isUncaught }: Stop): StopReason | undefined {
    if (event.hitBreakpoints && event.hitBreakpoints.length > 0) return "breakpoint";
    if (!isWritten) return undefined;
    if (isException(event)) {
      const filters = this.#options.filters();
      return filters.has("all") || (filters.has("uncaught") && isUncaught) ? "exception" : undefined;
    }
    if (this.#wantsPause) return "pause";
    return this.#step === "resume" ? "breakpoint" : "step";
  }

  /** Steps over what nobody wrote; where no code of the user is under way any more, the step is over. */
  #goPast({ frames, event }: Stop): Promise<void> {
    const isOver = frames.length === 0 && !this.#wantsPause;
    if (isException(event) || isOver || ++this.#passed > farthest) {
      this.#wantsPause = false;
      return this.#go("resume");
    }
    if (frames.length === 0) return this.#go("stepInto");
    return this.#go(frames[0]!.call === event.callFrames[0] ? stepOr(this.#step) : "stepOut");
  }
}

const stepOr = (step: Step): Step => (step === "resume" ? "stepInto" : step);
