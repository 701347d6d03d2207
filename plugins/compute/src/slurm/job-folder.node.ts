import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
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

  constructor(parent: string, setup: Setup, inputs: readonly unknown[], tasksPerJob: number) {
    const keys = inputs.map((input, index) => taskFingerprint(index, input, setup.seed));
    const id = hash(functionFingerprint(setup.run), String(tasksPerJob), ...keys).slice(0, 16);
    this.name = `mesoscope-${id}`;
    this.path = path.resolve(parent, id);
    this.jobs = Array.from({ length: Math.ceil(inputs.length / tasksPerJob) }, (_, job) =>
      range(job * tasksPerJob, Math.min(inputs.length, (job + 1) * tasksPerJob)),
    );
    this.#write(setup, inputs);
    this.#forgetFailures();
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

  #write(setup: Setup, inputs: readonly unknown[]): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(this.script, '#!/bin/sh\nexec "$@"\n');
    writeSealed(this.file("setup"), encode(setup));
    for (const [job, places] of this.jobs.entries()) {
      if (existsSync(this.file(`inputs-${job}`))) continue;
      const tasks = places.map((index): Task => [index, inputs[index]]);
      writeSealed(this.file(`inputs-${job}`), sendTasks(tasks, encode));
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

export function writeAnswer(folder: string, job: number, answer: Answer): void {
  writeSealed(path.join(folder, answerFile(job)), encode(answer));
}

export const logFile = (job: string) => `log-${job}.txt`;
const answerFile = (job: number) => `values-${job}`;

/** Whole or not at all: the file gets its name when it is complete. */
function writeSealed(file: string, bytes: Uint8Array): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, seal(bytes));
  renameSync(unfinished, file);
}

function readSealed(file: string): unknown {
  try {
    const bytes = unseal(readFileSync(file));
    return bytes && decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
