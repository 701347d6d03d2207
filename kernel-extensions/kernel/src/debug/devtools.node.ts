import type { Debugger, Runtime } from "node:inspector";
import { MesoscopeError } from "@mesoscope/sdk";
import type { DevtoolsCommand, FromGuard } from "../protocol/devtools.js";

export type { Debugger, Runtime } from "node:inspector";

/** What V8 answers, for the commands whose answer matters. */
interface Answers {
  "Runtime.evaluate": Runtime.EvaluateReturnType;
  "Runtime.callFunctionOn": Runtime.CallFunctionOnReturnType;
  "Runtime.getProperties": Runtime.GetPropertiesReturnType;
  "Debugger.evaluateOnCallFrame": Debugger.EvaluateOnCallFrameReturnType;
  "Debugger.setBreakpointByUrl": Debugger.SetBreakpointByUrlReturnType;
  "Debugger.getScriptSource": Debugger.GetScriptSourceReturnType;
}

type Answer<Method extends string> = Method extends keyof Answers ? Answers[Method] : object;

/** Asks V8 in one user process. */
export class Devtools {
  readonly #send: (command: DevtoolsCommand) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<object>>();
  #last = 0;

  constructor(send: (command: DevtoolsCommand) => void) {
    this.#send = send;
  }

  /** @throws DebugError DEVTOOLS with V8's own words, or because the process has ended */
  post<Method extends string>(method: Method, params: object = {}): Promise<Answer<Method>> {
    const id = ++this.#last;
    const answer = Promise.withResolvers<object>();
    this.#waiting.set(id, answer);
    this.#send({ type: "devtools", id, method, params });
    return answer.promise as Promise<Answer<Method>>;
  }

  receive(message: Exclude<FromGuard, { type: "event" }>): void {
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "answer") answer?.resolve(message.result);
    else answer?.reject(new DebugError("DEVTOOLS", message.message));
  }

  /** The process has ended: nothing is answered any more. */
  end(): void {
    for (const { reject } of this.#waiting.values())
      reject(new DebugError("DEVTOOLS", "The process of the cells has ended."));
    this.#waiting.clear();
  }
}

/** A request of the debugger that cannot be done. */
export class DebugError extends MesoscopeError {}
