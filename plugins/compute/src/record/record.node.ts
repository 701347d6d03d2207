import { appendFileSync, createReadStream, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Outcome } from "../run-task.js";
import type { Kept } from "../sweep/sweep.js";
import type { SentFunction } from "../task-function.js";
import { decode, encode, seal, unseal } from "./encode.node.js";
import { functionFingerprint, taskFingerprint } from "./fingerprint.node.js";

/**
 * Finished tasks of one function in a file that only grows: a line per task, with the hash of the task and the sealed
 * value. A line that is torn or damaged is not believed, and its task runs again.
 */
export async function openRecord(
  folder: string,
  run: SentFunction,
  inputs: readonly unknown[],
  seed: number,
): Promise<Kept> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${functionFingerprint(run)}.tasks`);
  const keys = inputs.map((input, index) => taskFingerprint(index, input, seed));
  if (existsSync(file)) appendFileSync(file, "\n"); // the last line may be torn
  return {
    finished: await read(file, new Map(keys.map((key, index) => [key, index]))),
    add: (outcomes) => appendFileSync(file, outcomes.map((outcome) => lineOf(keys[outcome.index]!, outcome)).join("")),
  };
}

/** Values of the tasks whose keys are wanted; line by line, since the file may be larger than memory. */
async function read(file: string, wanted: ReadonlyMap<string, number>): Promise<Map<number, unknown>> {
  const finished = new Map<number, unknown>();
  if (!existsSync(file)) return finished;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [key = "", sealed = ""] = line.split(" ");
    const index = wanted.get(key);
    const bytes = index === undefined ? undefined : unseal(Buffer.from(sealed, "base64"));
    if (bytes) finished.set(index!, decode(bytes));
  }
  return finished;
}

function lineOf(key: string, outcome: Outcome): string {
  return `${key} ${seal(encode("value" in outcome ? outcome.value : undefined)).toString("base64")}\n`;
}
