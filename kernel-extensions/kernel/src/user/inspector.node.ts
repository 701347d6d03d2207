import { Session } from "node:inspector";

/** How an evaluation ended; `terminated` when the guard stopped it. */
export type Evaluation<T = unknown> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "error"; readonly error: unknown }
  | { readonly kind: "terminated" };

type Thrown = { objectId?: string; value?: unknown; unserializableValue?: string };

const session = new Session();
session.connect();

/** The script name under which the code of a run is known to V8. */
export const scriptName = (run: number): string => `mesoscope:cell/${run}`;

/**
 * Evaluates code at the top level of the notebook, where names may be declared anew and awaited.
 * Several evaluations may be under way; one that was stopped while it awaits never ends.
 */
export function evaluate(code: string, name: string): Promise<Evaluation> {
  const group = name;
  return new Promise((resolve) => {
    const expression = `${code}\n//# sourceURL=${name}`;
    session.post("Runtime.evaluate", { expression, replMode: true, objectGroup: group }, (failure, answer) => {
      if (failure) return resolve({ kind: "terminated" });
      const { exceptionDetails } = answer as { exceptionDetails?: { exception?: Thrown } };
      if (exceptionDetails) resolve({ kind: "error", error: thrownValue(exceptionDetails.exception ?? {}) });
      else resolve({ kind: "value", value: undefined });
      session.post("Runtime.releaseObjectGroup", { objectGroup: group });
    });
  });
}

function thrownValue({ objectId, value, unserializableValue }: Thrown): unknown {
  if (unserializableValue !== undefined) {
    return unserializableValue.endsWith("n") ? BigInt(unserializableValue.slice(0, -1)) : Number(unserializableValue);
  }
  if (!objectId) return value;
  let thrown: unknown;
  handOver = (error) => {
    thrown = error;
  };
  session.post("Runtime.callFunctionOn", {
    objectId,
    functionDeclaration: `function () { globalThis[Symbol.for("${handOverKey.description}")](this) }`,
  });
  return thrown;
}

const handOverKey = Symbol.for("mesoscope.handOver");
const callKey = Symbol.for("mesoscope.call");
let handOver: (value: unknown) => void = () => {};
let pendingCall: () => void = () => {};
Object.defineProperty(globalThis, handOverKey, { value: (value: unknown) => handOver(value) });
Object.defineProperty(globalThis, callKey, { value: () => pendingCall() });

/**
 * Calls a function of the user in an evaluation of its own, so that a stop unwinds that function only
 * and never the code of Node or of the kernel that called it.
 */
export function callUser<T>(work: () => T): Evaluation<T> {
  let outcome: Evaluation<T> = { kind: "terminated" };
  const outer = pendingCall;
  pendingCall = () => {
    pendingCall = outer;
    try {
      outcome = { kind: "value", value: work() };
    } catch (error) {
      outcome = { kind: "error", error };
    }
  };
  session.post("Runtime.evaluate", { expression: `globalThis[Symbol.for("${callKey.description}")]()` });
  return outcome;
}

/** Ends the JavaScript that runs now, up to the innermost evaluation. */
export function terminate(): void {
  session.post("Runtime.terminateExecution");
}
