import { eraseTypes } from "../compile/erase-types.node.js";
import { parenthesizeObject } from "../compile/object-literal.node.js";
import { reach } from "./condition.node.js";
import { DebugError, type Runtime } from "./devtools.node.js";
import type { StoppedFrame } from "./stop.node.js";
import type { Target } from "./target.node.js";
import { thrownText } from "./variables.node.js";

/** How long an expression of the debugger may compute, in milliseconds: nothing else could stop it. */
const timeout = 10_000;

/**
 * The value of TypeScript in a frame, or at the top level of the notebook.
 *
 * @throws CompileError SYNTAX_ERROR
 * @throws DebugError EXPRESSION with what it threw
 */
export async function evaluate(
  { devtools, stop }: Target,
  frame: StoppedFrame | undefined,
  source: string,
  { isHover = false }: { isHover?: boolean } = {},
): Promise<Runtime.RemoteObject> {
  const { code } = eraseTypes(parenthesizeObject(source));
  const options = { expression: code, generatePreview: true, silent: true, timeout, throwOnSideEffect: isHover };
  const { result, exceptionDetails } = frame
    ? await devtools.post("Debugger.evaluateOnCallFrame", { ...options, callFrameId: frame.call.callFrameId })
    : // What awaits cannot go on while the code stands.
      await devtools.post("Runtime.evaluate", {
        ...options,
        objectGroup: "mesoscope:variables",
        replMode: !stop && !isHover,
      });
  if (exceptionDetails) throw new DebugError("EXPRESSION", thrownText(exceptionDetails));
  return result;
}

const isName = (name: string) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

/**
 * The MIME bundle of a variable.
 *
 * @throws DebugError NO_NAME
 */
export async function bundleOf(target: Target, frame: StoppedFrame | undefined, name: string): Promise<object> {
  if (!isName(name)) throw new DebugError("NO_NAME", `"${name}" is no name of a variable.`);
  const call = (stands: boolean) => ({
    expression: `${reach}.bundle(${name}, ${stands})`,
    returnByValue: true,
    silent: true,
    timeout,
  });
  const { result, exceptionDetails } = frame
    ? await target.devtools.post("Debugger.evaluateOnCallFrame", { ...call(true), callFrameId: frame.call.callFrameId })
    : await target.devtools.post("Runtime.evaluate", {
        ...call(target.stop !== undefined),
        awaitPromise: !target.stop,
      });
  if (exceptionDetails) throw new DebugError("EXPRESSION", thrownText(exceptionDetails));
  return result.value as object;
}

/**
 * Gives the notebook a variable with the value that one has in a frame.
 *
 * @throws DebugError NO_NAME
 */
export async function copyToNotebook(target: Target, frame: StoppedFrame, from: string, to: string): Promise<void> {
  for (const name of [from, to])
    if (!isName(name)) throw new DebugError("NO_NAME", `"${name}" is no name of a variable.`);
  const expression = `${reach}.copy(${JSON.stringify(to)}, ${from})`;
  const { callFrameId } = frame.call;
  const { exceptionDetails } = await target.devtools.post("Debugger.evaluateOnCallFrame", {
    callFrameId,
    expression,
    silent: true,
  });
  if (exceptionDetails) throw new DebugError("EXPRESSION", thrownText(exceptionDetails));
}
