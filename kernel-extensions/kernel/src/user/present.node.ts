import { stripVTControlCharacters, types } from "node:util";
import type { MimeBundle } from "@mesoscope/sdk";
import { print } from "./capture/stream.node.js";
import { errorText } from "./describe-error.node.js";
import { bundleOf } from "./display/bundle.node.js";
import { plainText } from "./display/plain-text.node.js";
import { hasRenderers } from "./display/renderers.js";
import { callUser } from "./guard/boundary.node.js";
import type { Run } from "./run.node.js";

/**
 * A value as content of a message. A display method that fails is reported in the cell, and the value is shown as
 * Node prints it; undefined when the user stopped it.
 */
export function present(run: Run | undefined, value: unknown): MimeBundle | undefined | Promise<MimeBundle> {
  // Only a renderer of a plugin could have code to be stopped here.
  if (typeof value === "number" && !hasRenderers()) return { "text/plain": plainText(value) };
  if (types.isNativeError(value)) return { "text/plain": stripVTControlCharacters(errorText(value)).trimEnd() };
  const ended = callUser(bundleOf, undefined, value);
  if (ended.kind === "terminated") return undefined;
  if (ended.kind === "error") return fallBack(run, value, ended.error);
  return ended.value instanceof Promise ? ended.value.catch((error) => fallBack(run, value, error)) : ended.value;
}

function fallBack(run: Run | undefined, value: unknown, error: unknown): MimeBundle {
  print(run, "stderr", errorText(error));
  const plain = callUser(plainText, undefined, value);
  return { "text/plain": plain.kind === "value" ? plain.value : Object.prototype.toString.call(value) };
}
