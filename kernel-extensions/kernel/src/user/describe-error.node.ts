import { type ShownError, showError } from "./errors/traceback.node.js";
import { callUser } from "./guard/boundary.node.js";

/** Name, message and frames of whatever was thrown, even where reading them throws or never ends. */
export function describeError(thrown: unknown): ShownError {
  const ended = callUser(showError, undefined, thrown);
  if (ended.kind === "value") return ended.value;
  const evalue = "What was thrown cannot be described: reading it fails.";
  return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
}

/** The same as text, for errors that are reported beside a cell's own end. */
export function errorText(thrown: unknown): string {
  return `${describeError(thrown).traceback.join("\n")}\n`;
}
