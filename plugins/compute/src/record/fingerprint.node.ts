import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ValueError } from "@mesoscope/sdk";
import { clip, describe, EngineError } from "../task-error.js";
import type { SentFunction } from "../task-function.js";

/** Hash of a function: of its text, or of the address and the text of its module. */
export function functionFingerprint(run: SentFunction): string {
  if ("source" in run) return hash("source", run.source);
  return hash("module", run.module, run.name, run.module.startsWith("file:") ? moduleText(run.module) : "");
}

function moduleText(module: string): string {
  const file = fileURLToPath(module.split("?")[0]!);
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const message = `map: the module of the function is not there: ${clip(file, 60)}. Give import.meta.resolve("./solve.ts").`;
    throw new EngineError("FUNCTION_NOT_LOADED", message, { cause });
  }
}

/** Hash of what decides the value of a task, beside its function. */
export function taskFingerprint(index: number, input: unknown, seed: number): string {
  return hash(String(index), String(seed), canonical(input));
}

/** Hash of texts. */
export function hash(...texts: readonly string[]): string {
  const sha = createHash("sha256");
  for (const text of texts) sha.update(`${text.length}:`).update(text);
  return sha.digest("hex").slice(0, 32);
}

/** A text that is equal for equal data, however the engine holds it; JSON with marks for what JSON lacks. */
function canonical(value: unknown): string {
  try {
    return JSON.stringify(value, function (key) {
      return marked((this as Record<string, unknown>)[key]);
    });
  } catch (cause) {
    const message = `map: input ${describe(value)} refers to itself, so it cannot be told from others. Give plain data.`;
    throw new ValueError("UNSENDABLE_INPUT", message, { cause });
  }
}

function marked(value: unknown): unknown {
  if (typeof value === "object" && value !== null) return markedObject(value);
  const isJson = value === null || typeof value === "string" || typeof value === "boolean";
  if (isJson || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return mark(typeof value, String(value));
}

function markedObject(value: object): unknown {
  if (ArrayBuffer.isView(value)) return mark(value.constructor.name, hashBytes(value));
  if (value instanceof ArrayBuffer) return mark("ArrayBuffer", hashBytes(new Uint8Array(value)));
  if (value instanceof Map || value instanceof Set) return mark(value.constructor.name, [...value]);
  if (value instanceof Date) return mark("Date", value.getTime());
  if (value instanceof RegExp || value instanceof Error) return mark(value.constructor.name, String(value));
  return value;
}

const mark = (kind: string, content: unknown) => ({ "mesoscope:kind": kind, content });

function hashBytes(view: ArrayBufferView): string {
  return createHash("sha256")
    .update(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    .digest("hex");
}
