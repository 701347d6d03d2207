import { type Ended, session } from "./guard/boundary.node.js";

/** A value as the inspector describes it. */
type Described = { objectId?: string; value?: unknown; unserializableValue?: string };

/** The script name under which the code of a run is known to V8. */
export const scriptName = (run: number): string => `mesoscope:cell/${run}`;

/**
 * Evaluates code at the top level of the notebook, where names may be declared anew and awaited.
 * Several evaluations may be under way; one that was stopped while it awaits never ends.
 */
export function evaluate(code: string, name: string): Promise<Ended<undefined>> {
  const expression = `${code}\n//# sourceURL=${name}`;
  return new Promise((resolve) => {
    session.post("Runtime.evaluate", { expression, replMode: true, objectGroup: name }, (failure, answer) => {
      // A promise that nothing can settle may be collected: the cell awaits it all the same, until it is stopped.
      if (failure) return isCollected(failure) ? undefined : resolve({ kind: "terminated" });
      const { result, exceptionDetails } = answer as {
        result: Described;
        exceptionDetails?: { exception?: Described };
      };
      if (exceptionDetails) resolve({ kind: "error", error: thrownValue(exceptionDetails.exception ?? {}) });
      else resolve({ kind: "value", value: undefined });
      if (exceptionDetails || result.objectId) session.post("Runtime.releaseObjectGroup", { objectGroup: name });
    });
  });
}

const isCollected = ({ message }: Error) => message.includes("collected");

/** The very value that was thrown, from the inspector's description of it. */
function thrownValue({ objectId, value, unserializableValue }: Described): unknown {
  if (unserializableValue !== undefined) {
    return unserializableValue.endsWith("n") ? BigInt(unserializableValue.slice(0, -1)) : Number(unserializableValue);
  }
  if (!objectId) return value;
  let thrown: unknown;
  handOver = (error) => {
    thrown = error;
  };
  const functionDeclaration = `function () { globalThis[Symbol.for("${handOverKey}")](this) }`;
  session.post("Runtime.callFunctionOn", { objectId, functionDeclaration });
  return thrown;
}

const handOverKey = "mesoscope.handOver";
let handOver: (value: unknown) => void = () => {};
Object.defineProperty(globalThis, Symbol.for(handOverKey), { value: (value: unknown) => handOver(value) });
