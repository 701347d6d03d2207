import { format, type InspectOptions, inspect, stripVTControlCharacters } from "node:util";
import { userFrames } from "./frames.node.js";
import { label } from "./traceback.node.js";

/** Frames kept of a stack: with Node's ten, the user's line is lost behind those of a package that calls itself. */
const deepest = 60;

/** Makes errors on the console and inside other values show the user's own frames and none of the kernel. */
export function inspectErrors(): void {
  Error.stackTraceLimit = deepest;
  Object.defineProperty(Error.prototype, inspect.custom, { value: inspectError, writable: true, configurable: true });
}

function inspectError(this: Error, depth: number, options: InspectOptions): string {
  if (depth < 0) return `[${this.name}: ${this.message}]`;
  return withUserFrames(inspect(this, { ...options, customInspect: false }));
}

/** What `console.trace` prints: its values and how the code came to `caller`. */
export function traceText(caller: (...values: never[]) => unknown, values: readonly unknown[]): string {
  const trace = { stack: "" };
  Error.captureStackTrace(trace, caller);
  const frames = trace.stack.split("\n").slice(1);
  return withUserFrames([`Trace: ${format(...values)}`, ...frames].join("\n"));
}

const stackLine =
  /^(\s+)(?:at .*(?::\d+:\d+\)?|\(<anonymous>\))|\.\.\. \d+ lines matching cause stack trace \.\.\.)( \{)?$/;

/** The text with the lines of its stacks as the user knows them: cells by their number, the kernel's left out. */
function withUserFrames(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const [, indent, brace = ""] = stackLine.exec(stripVTControlCharacters(line)) ?? [];
    if (indent === undefined) lines.push(line);
    else {
      const [frame] = userFrames(stripVTControlCharacters(line).replace(/ \{$/, ""));
      if (frame) lines.push(`${indent}at ${label(frame)}`);
      lines.push(`${lines.pop() ?? ""}${brace}`);
    }
  }
  return lines.join("\n");
}
