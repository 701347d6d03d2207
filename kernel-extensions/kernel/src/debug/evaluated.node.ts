import { DebugError, type Runtime } from "./devtools.node.js";

/** How long an expression of the debugger may compute, in milliseconds: nothing else could stop it. */
export const timeout = 5000;

/** What V8 says of an expression that it ended. */
const ended = /^(Internal error|Execution was terminated)$/;

/**
 * The value that an expression of the debugger has.
 *
 * @throws DebugError EXPRESSION with what it threw, or because it took too long
 */
export async function evaluated(answer: Promise<Runtime.EvaluateReturnType>): Promise<Runtime.RemoteObject> {
  const { result, exceptionDetails } = await answer.catch((error: Error) => {
    if (!ended.test(error.message)) throw error;
    throw new DebugError("EXPRESSION", `The expression was ended: it took longer than ${timeout / 1000} s.`);
  });
  if (!exceptionDetails) return result;
  const { exception, text } = exceptionDetails;
  throw new DebugError("EXPRESSION", exception?.description?.split("\n")[0] ?? text);
}

/** Tells whether a text can be the name of a variable. */
export const isName = (text: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
