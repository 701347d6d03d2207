import { type Debugger, Session } from "node:inspector";
import type { DevtoolsCommand, FromGuard } from "../../protocol/devtools.js";
import { stayAwake } from "../guard/stay-awake.node.js";

const kernelFolder = new URL("../../", import.meta.url).href;

/** Passes commands of the debugger to V8 on the main thread, also while that spins or stands, and its events back. */
export class Relay {
  readonly #session = new Session();
  readonly #send: (message: FromGuard) => void;
  /** Addresses of cells by script: there are many, and only those where the code stands are of interest. */
  readonly #cells = new Map<string, string>();
  /** While V8 debugs it may say something at any time. */
  #rest: (() => void) | undefined;

  constructor(send: (message: FromGuard) => void) {
    this.#send = send;
    this.#session.connectToMainThread();
    this.#session.on("Debugger.scriptParsed", ({ params }) => this.#parsed(params));
    this.#session.on("Debugger.paused", ({ params }) => this.#paused(params));
  }

  post({ id, method, params }: DevtoolsCommand): void {
    const rest = stayAwake();
    if (method === "Debugger.enable") this.#rest ??= stayAwake();
    this.#session.post(method, params, (failure, result = {}) => {
      rest();
      if (method === "Debugger.disable") this.#sleep();
      this.#send(failure ? { type: "refusal", id, message: failure.message } : { type: "answer", id, result });
    });
  }

  close(): void {
    this.#sleep();
    this.#session.disconnect();
  }

  #sleep(): void {
    this.#rest?.();
    this.#rest = undefined;
  }

  #parsed({ scriptId, url }: Debugger.ScriptParsedEventDataType): void {
    if (/^mesoscope:cell\/\d+$/.test(url)) this.#cells.set(scriptId, url);
    else if (isLocal(url)) this.#send({ type: "event", method: "Debugger.scriptParsed", params: { scriptId, url } });
  }

  #paused(event: Debugger.PausedEventDataType): void {
    const callFrames = event.callFrames.map((call) => ({
      ...call,
      url: this.#cells.get(call.location.scriptId) ?? "",
    }));
    this.#send({ type: "event", method: "Debugger.paused", params: { ...event, callFrames } });
  }
}

const isLocal = (url: string) =>
  url.startsWith("file:") && !url.includes("/node_modules/") && !url.startsWith(kernelFolder);
