import { eraseTypes } from "../compile/erase-types.node.js";
import { parenthesizeObject } from "../compile/object-literal.node.js";
import { reach } from "./condition.node.js";
import { DebugError, type Runtime } from "./devtools.node.js";
import { evaluated, isName, timeout } from "./evaluated.node.js";
import type { StoppedFrame } from "./stop.node.js";
import type { Target } from "./target.node.js";
import { objectGroups } from "./variables.node.js";

interface Options {
  readonly generatePreview?: boolean;
  readonly throwOnSideEffect?: boolean;
  readonly returnByValue?: boolean;
  readonly awaitPromise?: boolean;
  readonly replMode?: boolean;
}

/**
 * The value of TypeScript in a frame, or at the top level of the notebook.
 *
 * @throws CompileError SYNTAX_ERROR
 * @throws DebugError EXPRESSION
 */
export async function evaluate(
  target: Target,
  frame: StoppedFrame | undefined,
  source: string,
  { isHover = false }: { isHover?: boolean } = {},
): Promise<Runtime.RemoteObject> {
  const { code } = eraseTypes(parenthesizeObject(source));
  // What awaits cannot go on while the code stands.
  const replMode = !target.stop && !isHover;
  return run(target, frame, code, { generatePreview: true, throwOnSideEffect: isHover, replMode });
}

/**
 * The MIME bundle of a variable.
 *
 * @throws DebugError NO_NAME, EXPRESSION
 */
export async function bundleOf(target: Target, frame: StoppedFrame | undefined, name: string): Promise<object> {
  checkNames(name);
  const stands = target.stop !== undefined;
  const code = `${reach}.bundle(${name}, ${stands})`;
  return (await run(target, frame, code, { returnByValue: true, awaitPromise: !stands })).value as object;
}

/**
 * Gives the notebook a variable with the value that one has in a frame.
 *
 * @throws DebugError NO_NAME, EXPRESSION
 */
export async function copyToNotebook(target: Target, frame: StoppedFrame, from: string, to: string): Promise<void> {
  checkNames(from, to);
  await run(target, frame, `${reach}.copy(${JSON.stringify(to)}, ${from})`, {});
}

function run(
  { devtools, stop }: Target,
  frame: StoppedFrame | undefined,
  expression: string,
  { replMode, awaitPromise, ...options }: Options,
): Promise<Runtime.RemoteObject> {
  const objectGroup = objectGroups[stop ? "stop" : "notebook"];
  const all = { ...options, expression, silent: true, timeout, objectGroup };
  if (!frame || isTopLevel(frame))
    return evaluated(devtools.post("Runtime.evaluate", { ...all, replMode, awaitPromise }));
  return evaluated(devtools.post("Debugger.evaluateOnCallFrame", { ...all, callFrameId: frame.call.callFrameId }));
}

/** V8 finds no name from the top level of a cell that declares the name anew; it does from outside of all frames. */
const isTopLevel = ({ call }: StoppedFrame): boolean => call.scopeChain[0]?.type === "script";

function checkNames(...names: readonly string[]): void {
  for (const name of names) if (!isName(name)) throw new DebugError("NO_NAME", `"${name}" is no name of a variable.`);
}
