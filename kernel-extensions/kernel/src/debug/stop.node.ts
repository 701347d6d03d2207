import type { Places, Position } from "../compile/places.node.js";
import type { Debugger } from "./devtools.node.js";
import type { Script, Scripts } from "./scripts.node.js";

/** A call of the user's own code, with its place as written. */
export interface StoppedFrame {
  readonly call: Debugger.CallFrame;
  readonly script: Script;
  readonly name: string;
  readonly position: Position;
}

/** The code stands: why, and where. */
export interface Stop {
  readonly event: Debugger.PausedEventDataType;
  readonly frames: readonly StoppedFrame[];
  /** The innermost code is the user's, and was written. */
  readonly isWritten: boolean;
  /** An exception that no `catch` of the user's code above will take. */
  readonly isUncaught: boolean;
}

/** Reads where the code stands, leaving out the kernel, Node and packages. */
export async function readStop(event: Debugger.PausedEventDataType, scripts: Scripts): Promise<Stop> {
  const frames: StoppedFrame[] = [];
  let isCaught = false;
  for (const call of event.callFrames) {
    const script = scripts.find(call.location.scriptId);
    if (!script) continue;
    const places = await script.places();
    const position = positionIn(call);
    if (places?.catches(position)) isCaught = true;
    frames.push({ call, script, name: nameOf(call, script), position: places?.nearest(position) ?? position });
  }
  const [innermost] = event.callFrames;
  const script = innermost && scripts.find(innermost.location.scriptId);
  const isWritten =
    innermost !== undefined && script !== undefined && wasWritten(await script.places(), positionIn(innermost));
  return { event, frames, isWritten, isUncaught: isException(event) && !isCaught };
}

/** Tells whether the code stands at a throw, or at the rejection of a promise. */
export const isException = ({ reason }: Debugger.PausedEventDataType): boolean =>
  reason === "exception" || reason === "promiseRejection";

const wasWritten = (places: Places | undefined, position: Position) =>
  places === undefined || places.source(position) !== undefined;

const positionIn = ({ location }: Debugger.CallFrame): Position => ({
  line: location.lineNumber + 1,
  column: (location.columnNumber ?? 0) + 1,
});

/** The function's name, or that of the cell or file whose top level it is. */
function nameOf({ functionName, scopeChain }: Debugger.CallFrame, { name }: Script): string {
  if (functionName !== "") return functionName;
  return scopeChain.some(({ type }) => type === "local") ? "(anonymous)" : name;
}
