import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Outcome } from "../run-task.js";
import type { Kept } from "../sweep/sweep.js";
import type { SentFunction } from "../task-function.js";
import { decode, encode, seal, unseal } from "./encode.node.js";
import { functionFingerprint, taskFingerprint } from "./fingerprint.node.js";

/**
 * Finished tasks of one function in a file that only grows: a line per task, with the hash of the task and the sealed
 * value. A line that is torn or damaged is not believed, and its task runs again.
 */
export function openRecord(folder: string, run: SentFunction, inputs: readonly unknown[], seed: number): Kept {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${functionFingerprint(run)}.tasks`);
  const keys = inputs.map((input, index) => taskFingerprint(index, input, seed));
  const text = existsSync(file) ? readFileSync(file, "latin1") : "";
  if (text !== "" && !text.endsWith("\n")) appendFileSync(file, "\n");
  const lines = new Map(text.split("\n").map((line) => line.split(" ") as [string, string]));
  return {
    finished: new Map(keys.flatMap((key, index) => keptValue(lines.get(key)).map((value) => [index, value]))),
    add: (outcomes) => appendFileSync(file, outcomes.map((outcome) => lineOf(keys[outcome.index]!, outcome)).join("")),
  };
}

function lineOf(key: string, outcome: Outcome): string {
  return `${key} ${seal(encode("value" in outcome ? outcome.value : undefined)).toString("base64")}\n`;
}

/** The value in a line, in a list; an empty list where there is none. */
function keptValue(text: string | undefined): unknown[] {
  const bytes = text === undefined ? undefined : unseal(Buffer.from(text, "base64"));
  return bytes ? [decode(bytes)] : [];
}
