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

/** What the service is to hear when there is a moment. */
interface Errand {
  /** The service must know before it answers a question; otherwise this is a check, which can wait. */
  readonly first: boolean;
  run(service: TypeService): unknown;
}

/** The type service beside the cells: told of every cell when there is a moment, started when there is time for it. */
export class TypeCheck {
  mode: TypeMode;
  readonly #open: () => Promise<TypeService>;
  #service: Promise<TypeService> | undefined;
  /** The service, once it is open. */
  #current: TypeService | undefined;
  /** What the service has not heard yet, in order. */
  #errands: Errand[] = [];
  #lost = awaited();
  #executed = 0;
  #unchecked = 0;
  /** No cell has begun or ended for a moment. */
  #atRest = false;
  #catchingUp = false;
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
   * What is wrong with a cell, against the cells before it, once there is a moment to check it.
   * Cells that come much faster than they can be checked go unchecked.
   */
  async diagnostics(source: string): Promise<readonly TypeDiagnostic[]> {
    if (this.#unchecked >= backlog) return [];
    this.#unchecked++;
    const after = this.#executed;
    const found = Promise.withResolvers<readonly TypeDiagnostic[]>();
    const run = async (service: TypeService) => {
      this.#unchecked--;
      found.resolve(this.mode === "warn" ? service.diagnostics(source, after) : []);
      await found.promise.catch(ignore);
    };
    this.#add({ first: false, run });
    return found.promise;
  }

  executed(cell: CellText): void {
    this.#executed++;
    this.#add({ first: true, run: (service) => service.executed(cell) });
  }

  packagesChanged(): void {
    this.#add({ first: true, run: (service) => service.packagesChanged() });
  }

  /** Questions are answered at once. */
  get ready(): boolean {
    return this.#current?.ready ?? false;
  }

  async complete(source: string, cursor: number): Promise<Completions> {
    return (await this.start()).complete(source, cursor);
  }

  async inspect(source: string, cursor: number, detail?: number): Promise<Inspection> {
    return (await this.start()).inspect(source, cursor, detail);
  }

  /** Starts the service, if it is not, and tells it of the cells so far. */
  start(): Promise<TypeService> {
    const service = this.#opened();
    const { first = [], later = [] } = Object.groupBy(this.#errands, (errand) => (errand.first ? "first" : "later"));
    this.#errands = later;
    const told = service.then((opened) => {
      for (const errand of first) errand.run(opened);
      return opened;
    });
    return Promise.race([told, this.#lost.promise]);
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
    this.#service = undefined;
    this.#current = undefined;
    this.#errands = [];
    this.#executed = 0;
    this.#unchecked = 0;
    this.#atRest = false;
    this.#lost.reject(new MesoscopeError("FORGOTTEN", "The cells that were to be checked are no more."));
    this.#lost = awaited();
    await service?.then((opened) => opened.close()).catch(ignore);
  }

  /** The service; one that could not start is tried again. */
  #opened(): Promise<TypeService> {
    this.#service ??= this.#open().then(
      (service) => {
        this.#current = service;
        return service;
      },
      (error) => {
        this.#service = undefined;
        throw error;
      },
    );
    return this.#service;
  }

  #add(errand: Errand): void {
    this.#errands.push(errand);
    this.#catchUp().catch(ignore);
  }

  #wait(milliseconds: number, still: () => boolean): void {
    clearTimeout(this.#timer);
    this.#atRest = false;
    this.#timer = setTimeout(() => {
      this.#atRest = still();
      this.#catchUp().catch(ignore);
    }, milliseconds);
    this.#timer.unref();
  }

  /** Does what waits, one check after the other, until a cell begins. Execution goes on without types when it fails. */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    try {
      while (this.#atRest && this.#errands.length > 0) {
        const service = await this.#opened();
        await this.#errands.shift()?.run(service);
      }
    } finally {
      this.#catchingUp = false;
    }
  }
}

const ignore = () => {};

/** A service to come; nobody need be there to hear that it does not. */
function awaited() {
  const service = Promise.withResolvers<TypeService>();
  service.promise.catch(ignore);
  return service;
}
