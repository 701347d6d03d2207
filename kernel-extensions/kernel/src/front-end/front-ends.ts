import type { FrontEndNews, FrontEndPart, FrontEndTarget } from "@mesoscope/sdk";
import { type Request, record, text } from "../server/request.js";
import type { Session } from "../session/contract.js";
import { coalesced } from "./coalesce.js";
import { FrontEnd } from "./front-end.js";
import { Work } from "./work.js";

const target: FrontEndTarget = "mesoscope.front-end";
/** A page that was closed does not say so: older ones make room. */
const most = 8;
/** How long the kernel must rest before it asks what a cell has changed, and how often running work is told, in milliseconds. */
const rest = 100;
const glance = 50;

/** Cells after which other plugins may be there or loaded; to look for them takes too long to do it after every cell. */
const bringsPlugins = /^\s*%(plugin|npm)\b/m;

/** Sends a comm message to a front end, as an answer to `about`. */
export type SendComm = (type: "comm_msg" | "comm_close", about: Request, content: object) => void;

/** The front ends that want to hear more than messages of Jupyter tell. Without any, nothing here is done. */
export class FrontEnds {
  readonly work = new Work({
    changed: () => {
      if (this.#open.size > 0) this.#tellRunning();
    },
    ended: (source) => {
      if (bringsPlugins.test(source)) this.pluginsChanged();
      this.valuesChanged();
    },
  });
  readonly #open = new Map<string, FrontEnd>();
  readonly #session: Session;
  readonly #send: SendComm;
  readonly #tellRunning = coalesced(glance, async () => this.#tell("running"));
  readonly #tellAfterCells = coalesced(rest, async () => {
    await Promise.all([...this.#open.values()].map((frontEnd) => frontEnd.tellAfterCells()));
  });
  readonly #tellPlugins = coalesced(rest, () => this.#tell("plugins"));

  readonly #tellProvenance = coalesced(glance, () => this.#tell("provenance"));

  constructor(session: Session, send: SendComm) {
    this.#session = session;
    this.#send = send;
  }

  /** Open comms: identifier → target. */
  get comms(): ReadonlyMap<string, string> {
    return new Map([...this.#open.keys()].map((id) => [id, target]));
  }

  /** Handles a comm message that is for the kernel process; false for all others. */
  takes(request: Request): boolean {
    const { header, content } = request.message;
    const id = text(content.comm_id);
    if (header.msg_type === "comm_open" && content.target_name === target) this.#opens(id, request);
    else if (!this.#open.has(id)) return false;
    else if (header.msg_type === "comm_close") this.#open.delete(id);
    else this.#open.get(id)!.receive(record(content.data));
    return true;
  }

  /** Something has run that may have changed values. */
  valuesChanged(): void {
    if (this.#open.size > 0 && this.work.isIdle) this.#tellAfterCells();
  }

  pluginsChanged(): void {
    if (this.#open.size > 0) this.#tellPlugins();
  }

  provenanceChanged(): void {
    if (this.#open.size > 0) this.#tellProvenance();
  }

  #opens(id: string, request: Request): void {
    const send = (news: FrontEndNews) => this.#send("comm_msg", request, { comm_id: id, data: news });
    const pluginsChanged = () => this.pluginsChanged();
    this.#open.set(id, new FrontEnd({ session: this.#session, work: this.work, send, pluginsChanged }));
    for (const old of [...this.#open.keys()].slice(0, -most)) {
      this.#open.delete(old);
      this.#send("comm_close", request, { comm_id: old, data: {} });
    }
  }

  async #tell(part: FrontEndPart): Promise<void> {
    await Promise.all([...this.#open.values()].map((frontEnd) => frontEnd.tell(part)));
  }
}
