import { Session } from "node:inspector";
import type { DevtoolsCommand, FromGuard } from "../../protocol/devtools.js";

const kernelFolder = new URL("../../", import.meta.url).href;

/** Passes commands of the debugger to V8 on the main thread, also while that spins or stands, and its events back. */
export class Relay {
  readonly #session = new Session();
  readonly #send: (message: FromGuard) => void;

  constructor(send: (message: FromGuard) => void) {
    this.#send = send;
    this.#session.connectToMainThread();
    this.#session.on("inspectorNotification", ({ method, params }) => {
      if (isWanted(method, params)) send({ type: "event", method, params });
    });
  }

  post({ id, method, params }: DevtoolsCommand): void {
    this.#session.post(method, params, (failure, result = {}) =>
      this.#send(failure ? { type: "refusal", id, message: failure.message } : { type: "answer", id, result }),
    );
  }

  close(): void {
    this.#session.disconnect();
  }
}

/** Every timer is a script to V8: only those that a person wrote are news. */
function isWanted(method: string, { url = "" }: { url?: string }): boolean {
  if (method !== "Debugger.scriptParsed") return method === "Debugger.paused" || method === "Debugger.resumed";
  return /^(mesoscope:cell\/\d+$|file:)/.test(url) && !url.includes("/node_modules/") && !url.startsWith(kernelFolder);
}
