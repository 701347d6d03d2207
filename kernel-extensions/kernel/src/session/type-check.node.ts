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

/** The type service beside the cells: told of every cell, started when there is time for it. */
export class TypeCheck {
  mode: TypeMode;
  readonly #open: () => Promise<TypeService>;
  #service = awaited();
  #opening: Promise<TypeService> | undefined;
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
    return this.#opening !== undefined;
  }

  /**
   * What is wrong with a cell, against the cells before it; waits until the service is started for another reason.
   * Cells that come much faster than they can be checked go unchecked.
   */
  async diagnostics(source: string): Promise<readonly TypeDiagnostic[]> {
    if (this.#unanswered >= backlog) return [];
    this.#unanswered++;
    try {
      return await (await this.#service.promise).diagnostics(source);
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

  start(): Promise<TypeService> {
    if (!this.#opening) {
      this.#opening = this.#open();
      this.#opening.then(this.#service.resolve, this.#service.reject);
    }
    return this.#service.promise;
  }

  /** Cells have run and none does now: a good moment to start. */
  idle(): void {
    if (!this.started && this.mode !== "off") this.#timer ??= setTimeout(() => void this.start().catch(ignore), quiet);
  }

  busy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The cells so far are no more. */
  async forget(): Promise<void> {
    this.busy();
    const [opening, service] = [this.#opening, this.#service];
    this.#opening = undefined;
    this.#service = awaited();
    service.reject(new MesoscopeError("FORGOTTEN", "The cells that were to be checked are no more."));
    await opening?.then((opened) => opened.close()).catch(ignore);
  }

  /** Execution goes on without types when the service fails. */
  #tell(what: (service: TypeService) => void): void {
    this.#service.promise.then(what).catch(ignore);
  }
}

const ignore = () => {};

/** A service to come; nobody need be there to hear that it does not. */
function awaited() {
  const service = Promise.withResolvers<TypeService>();
  service.promise.catch(ignore);
  return service;
}
