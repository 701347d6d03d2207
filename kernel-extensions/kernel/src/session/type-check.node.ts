import { MesoscopeError, ValueError } from "@mesoscope/sdk";
import type {
  CellText,
  Completions,
  Inspection,
  TypeDiagnostic,
  TypeMode,
  TypeService,
} from "../protocol/type-service.js";

const meaning: Record<TypeMode, string> = {
  warn: "cells run at once, type errors are reported beside their output.",
  strict: "a cell with a type error does not run.",
  off: "type errors are not reported.",
};

export function isTypeMode(text: string): text is TypeMode {
  return Object.hasOwn(meaning, text);
}

/** How many cells may wait for their check. */
const backlog = 300;
/** How long nothing must run before the service is started unasked, in milliseconds. */
const quiet = 300;
/** How long a cell must run, or nothing, before the service is told of it: it takes no time from quick cells. */
export const moment = 30;

/** The type service beside the cells: told of every cell when there is a moment, started when there is time for it. */
export class TypeCheck {
  mode: TypeMode;
  readonly #open: () => Promise<TypeService>;
  #service: Promise<TypeService> | undefined;
  /** Opens when there is a moment; what the service must hear waits before it, in order. */
  #gate = awaited();
  #lost = awaited();
  #unanswered = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(mode: TypeMode, open: () => Promise<TypeService>) {
    this.mode = mode;
    this.#open = open;
  }

  /** Answers `%types`: sets the mode, or says which it is. */
  change(argument: string): string {
    const wanted = argument.trim();
    if (wanted !== "" && !isTypeMode(wanted))
      throw new ValueError("BAD_OPTION", `%types: "${wanted}" is no mode. Give warn, strict or off.`);
    if (wanted !== "") this.mode = wanted;
    return `${wanted === "" ? "Types are" : "Types are now"} "${this.mode}": ${meaning[this.mode]}`;
  }

  get started(): boolean {
    return this.#service !== undefined;
  }

  /**
   * What is wrong with a cell, against the cells before it; waits until the service is started for another reason.
   * Cells that come much faster than they can be checked go unchecked.
   */
  async diagnostics(source: string): Promise<readonly TypeDiagnostic[]> {
    if (this.#unanswered >= backlog) return [];
    this.#unanswered++;
    try {
      return await (await this.#gate.promise).diagnostics(source);
    } finally {
      this.#unanswered--;
    }
  }

  executed(cell: CellText): void {
    this.#tell((service) => service.executed(cell));
  }

  packagesChanged(): void {
    this.#tell((service) => service.packagesChanged());
  }

  async complete(source: string, cursor: number): Promise<Completions> {
    return (await this.start()).complete(source, cursor);
  }

  async inspect(source: string, cursor: number): Promise<Inspection> {
    return (await this.start()).inspect(source, cursor);
  }

  /** Starts the service, if it is not, and tells it what waits. */
  start(): Promise<TypeService> {
    this.#service ??= this.#open();
    const gate = this.#gate;
    this.#gate = awaited();
    this.#service.then(gate.resolve, gate.reject);
    return Promise.race([this.#service, this.#lost.promise]);
  }

  busy(): void {
    this.#wait(moment, () => this.started);
  }

  idle(): void {
    this.#wait(this.started ? moment : quiet, () => this.started || this.mode !== "off");
  }

  /** The cells so far are no more. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer);
    const service = this.#service;
    const error = new MesoscopeError("FORGOTTEN", "The cells that were to be checked are no more.");
    this.#service = undefined;
    this.#gate.reject(error);
    this.#lost.reject(error);
    this.#gate = awaited();
    this.#lost = awaited();
    await service?.then((opened) => opened.close()).catch(ignore);
  }

  #wait(milliseconds: number, still: () => boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (still()) this.start().catch(ignore);
    }, milliseconds);
    this.#timer.unref();
  }

  /** Execution goes on without types when the service fails. */
  #tell(what: (service: TypeService) => void): void {
    this.#gate.promise.then(what).catch(ignore);
  }
}

const ignore = () => {};

/** A service to come; nobody need be there to hear that it does not. */
function awaited() {
  const service = Promise.withResolvers<TypeService>();
  service.promise.catch(ignore);
  return service;
}
