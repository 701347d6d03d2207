import type { FrontEndMessage, FrontEndNews, FrontEndPart, TypeFinding } from "@mesoscope/sdk";
import type { Session } from "../session/contract.js";
import { ProvenanceNews } from "./provenance-news.js";
import type { Work } from "./work.js";

/** An empty answer that took longer is none, in milliseconds. */
const gaveUpAfter = 5000;
const attempts = 4;

export interface FrontEndOptions {
  readonly session: Session;
  readonly work: Work;
  send(news: FrontEndNews): void;
  pluginsChanged(): void;
}

/** One front end: what it asks is answered, and it is told of the parts that it watches. */
export class FrontEnd {
  readonly #options: FrontEndOptions;
  #watched: readonly FrontEndPart[] = [];
  /** What was told last, by part: the same is not told again. */
  readonly #told = new Map<FrontEndPart, string>();
  readonly #provenance = new ProvenanceNews();

  constructor(options: FrontEndOptions) {
    this.#options = options;
  }

  receive(data: Record<string, unknown>): void {
    const message = data as FrontEndMessage | { readonly type: undefined };
    if (message.type === "watch") this.#watch(message.parts);
    else if (message.type === "check") void this.#check(message.ask, String(message.source));
    else if (message.type === "plugin") void this.#changePlugin(message.action, String(message.name));
  }

  /** Sends the state of a part, if it is watched. */
  async tell(part: FrontEndPart): Promise<void> {
    const news = this.#watched.includes(part) ? await this.#stateOf(part).catch(() => undefined) : undefined;
    const text = JSON.stringify(news);
    if (!news || this.#told.get(part) === text) return;
    this.#told.set(part, text);
    this.#options.send(news);
  }

  /** Cells have ended: variables may be others, and what could not be told while they ran can be now. */
  async tellAfterCells(): Promise<void> {
    await this.tell("variables");
    if (!this.#told.has("plugins")) await this.tell("plugins");
  }

  #watch(parts: readonly FrontEndPart[]): void {
    if (!Array.isArray(parts)) return;
    this.#watched = parts;
    this.#told.clear();
    this.#provenance.forget();
    for (const part of parts) void this.tell(part);
  }

  async #stateOf(part: FrontEndPart): Promise<FrontEndNews | undefined> {
    const { session, work } = this.#options;
    switch (part) {
      case "running":
        return { type: "running", cells: work.running(), waiting: work.waiting() };
      case "variables": {
        const variables = await session.ask("variables");
        return variables && { type: "variables", ...variables };
      }
      case "plugins": {
        const plugins = await session.ask("plugins");
        return plugins && { type: "plugins", plugins };
      }
      case "provenance":
        return this.#provenance.of(session.provenance());
      default:
        return undefined;
    }
  }

  /** A text that cannot be checked has no findings. */
  async #check(ask: number, source: string): Promise<void> {
    const findings = await this.#find(source).catch(() => []);
    this.#options.send({ type: "findings", ask, findings });
  }

  /** A service that loads on a busy machine gives up after some seconds and finds nothing: it is asked again. */
  async #find(source: string): Promise<readonly TypeFinding[]> {
    for (let attempt = 1; ; attempt++) {
      const begun = performance.now();
      const findings = await this.#options.session.check(source);
      const gaveUp = findings.length === 0 && performance.now() - begun > gaveUpAfter;
      if (!gaveUp || attempt === attempts) return findings;
    }
  }

  async #changePlugin(action: string, name: string): Promise<void> {
    const { session, send, pluginsChanged } = this.#options;
    const source = `%plugin ${action} ${name}`;
    if (!/^%plugin (load|unload) [\w@./-]+$/.test(source)) return;
    const reply = await session.execute({ source, silent: true, stopOnError: false }).reply;
    pluginsChanged();
    if (reply.status === "error") send({ type: "failed", message: reply.evalue });
  }
}
