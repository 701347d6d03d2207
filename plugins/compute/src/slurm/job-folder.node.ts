import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeWhole } from "@mesoscope/sdk/whole-file";
import { decode, encode, seal, unseal } from "../record/encode.node.js";
import { functionFingerprint, hash, taskFingerprint } from "../record/fingerprint.node.js";
import type { Task } from "../run-task.js";
import { sendTasks } from "../send-tasks.js";
import type { Answer, Chunk, Setup } from "../workers/messages.js";

/**
 * What the submitting process and the jobs of one sweep share. The folder is named by the function, the inputs, the seed
 * and the size of the jobs, so that the same call finds it again.
 */
export class JobFolder {
  readonly path: string;
  /** The name of the jobs. */
  readonly name: string;
  /** Places of the tasks of every job. */
  readonly jobs: readonly (readonly number[])[];

  private constructor(parent: string, setup: Setup, inputs: readonly unknown[], tasksPerJob: number) {
    const keys = inputs.map((input, index) => taskFingerprint(index, input, setup.seed));
    const id = hash(functionFingerprint(setup.run), String(tasksPerJob), ...keys).slice(0, 16);
    this.name = `mesoscope-${id}`;
    this.path = path.resolve(parent, id);
    this.jobs = Array.from({ length: Math.ceil(inputs.length / tasksPerJob) }, (_, job) =>
      range(job * tasksPerJob, Math.min(inputs.length, (job + 1) * tasksPerJob)),
    );
  }

  /** The folder with what its jobs need. */
  static async prepare(
    parent: string,
    setup: Setup,
    inputs: readonly unknown[],
    tasksPerJob: number,
  ): Promise<JobFolder> {
    const folder = new JobFolder(parent, setup, inputs, tasksPerJob);
    await folder.#write(setup, inputs);
    folder.#forgetFailures();
    return folder;
  }

  /** The batch script: runs its arguments, so that no data stand in a shell's text. */
  get script(): string {
    return this.file("job.sh");
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Jobs that have answered. */
  answered(): number[] {
    const names = readdirSync(this.path).map((name) => /^values-(\d+)$/.exec(name)?.[1]);
    return names.flatMap((job) => (job === undefined ? [] : [Number(job)]));
  }

  /** What a job has answered; undefined where it has not, or where the file is damaged. */
  answer(job: number): Answer | undefined {
    return readSealed(this.file(answerFile(job))) as Answer | undefined;
  }

  /** The last line that a job has printed. */
  lastWords(job: number): string {
    const log = this.file(logFile(String(job)));
    return existsSync(log) ? (readFileSync(log, "utf8").trimEnd().split("\n").at(-1) ?? "") : "";
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  async #write(setup: Setup, inputs: readonly unknown[]): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(this.script, '#!/bin/sh\nexec "$@"\n');
    await writeWhole(this.file("setup"), seal(encode(setup)));
    for (const [job, places] of this.jobs.entries()) {
      if (existsSync(this.file(`inputs-${job}`))) continue;
      const tasks = places.map((index): Task => [index, inputs[index]]);
      await writeWhole(this.file(`inputs-${job}`), seal(sendTasks(tasks, encode)));
    }
  }

  /** A task that failed in an earlier run may find what it lacked in this one. */
  #forgetFailures(): void {
    for (const job of this.answered()) {
      const answer = this.answer(job);
      const isWhole = answer && "outcomes" in answer && answer.outcomes.every((outcome) => "value" in outcome);
      if (!isWhole) rmSync(this.file(answerFile(job)), { force: true });
    }
  }
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}

/** What job number `job` is to do. */
export function readJob(folder: string, job: number): { setup: Setup; chunk: Chunk } {
  const read = (name: string) => readSealed(path.join(folder, name));
  const [setup, chunk] = [read("setup"), read(`inputs-${job}`)];
  if (setup && chunk) return { setup: setup as Setup, chunk: chunk as Chunk };
  throw new Error(`the inputs of job ${job} are missing or damaged in ${folder}`);
}

/** Throws at once, not later, where the answer cannot be encoded. */
export function writeAnswer(folder: string, job: number, answer: Answer): Promise<void> {
  return writeWhole(path.join(folder, answerFile(job)), seal(encode(answer)));
}

export const logFile = (job: string) => `log-${job}.txt`;
const answerFile = (job: number) => `values-${job}`;

function readSealed(file: string): unknown {
  try {
    const bytes = unseal(readFileSync(file));
    return bytes && decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
