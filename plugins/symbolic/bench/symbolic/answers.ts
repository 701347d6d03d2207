import { existsSync, readFileSync } from "node:fs";
import { writeWhole } from "@mesoscope/sdk/whole-file";

/** What a tool says of a problem: a formula, or one per equation. */
export interface Answer {
  readonly expression: string | readonly string[];
  /** The formulas to choose from, simplest first; a list per equation. */
  readonly front?: readonly string[] | readonly (readonly string[])[];
  /** CPU seconds of all threads. */
  readonly seconds: number;
}

export type Answers = Record<string, Answer>;

/** The answers of an earlier run; none where the file is not there. */
export function readAnswers(file: string): Answers {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

export async function writeAnswers(file: string, answers: Answers): Promise<void> {
  await writeWhole(file, `${JSON.stringify(answers, null, 1)}\n`);
}
