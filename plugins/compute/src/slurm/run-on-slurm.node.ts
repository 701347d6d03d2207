import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { clock } from "../clock.js";
import type { Sweep } from "../sweep/sweep.js";
import { clip, EngineError, receivedError } from "../task-error.js";
import { sentFunction } from "../task-function.js";
import { whileWaiting } from "../while-waiting.js";
import { arrayList } from "./array-list.js";
import { JobFolder, logFile } from "./job-folder.node.js";
import { Pace } from "./pace.js";
import { Queue, type QueuedJob } from "./queue.node.js";
import type { SlurmOptions } from "./slurm.js";

const program = fileURLToPath(new URL("./main.node.js", import.meta.url));
const usualJobs = 100;
/** Slurm's usual limit for the indices of an array. */
const mostJobs = 1000;
/** Seconds between looks into the folder and between questions to the controller, at first and in the long run. */
const looks = [0.1, 2] as const;
const questions = [1, 30] as const;
/** Seconds after which a controller that does not answer is given up. */
const patience = 3600;

/** Runs what is left of a sweep as jobs. Whatever ends it early cancels them. */
export async function runOnSlurm(sweep: Sweep, options: SlurmOptions): Promise<void> {
  const { folder = "slurm-sweeps", tasksPerJob = Math.ceil(sweep.inputs.length / usualJobs) } = options;
  const setup = { run: sentFunction(sweep.run), directory: process.cwd(), seed: sweep.seed };
  checkJobs(Math.ceil(sweep.inputs.length / tasksPerJob), sweep.inputs.length);
  const jobs = new Jobs(sweep, options, await JobFolder.prepare(folder, setup, sweep.inputs, tasksPerJob));
  await jobs.run();
}

function checkJobs(jobs: number, tasks: number): void {
  if (jobs <= mostJobs) return;
  const advice = `Give tasksPerJob: ${Math.ceil(tasks / mostJobs)} or more.`;
  throw new EngineError(
    "TOO_MANY_JOBS",
    `slurm: ${tasks} tasks would be ${jobs} jobs, more than ${mostJobs}. ${advice}`,
  );
}

class Jobs {
  readonly #sweep: Sweep;
  readonly #options: SlurmOptions;
  readonly #folder: JobFolder;
  readonly #queue: Queue;
  /** Jobs without an answer. */
  readonly #open: Set<number>;
  /** What the controller said last. */
  #queued: ReadonlyMap<number, QueuedJob> = new Map();
  #answered = clock();
  readonly #submissions = new Map<number, number>();
  /** The array to which a job belongs that was submitted, now or by an earlier process. */
  readonly #arrays = new Map<number, string>();
  /** Jobs that were not in the queue when it was asked last: their answer may be on its way through the file system. */
  #absent: ReadonlySet<number> = new Set();
  readonly #look = new Pace(...looks);
  readonly #question = new Pace(...questions);

  constructor(sweep: Sweep, options: SlurmOptions, folder: JobFolder) {
    this.#sweep = sweep;
    this.#options = options;
    this.#folder = folder;
    this.#queue = new Queue(folder.name);
    const isOpen = (job: number) => folder.jobs[job]!.some((index) => !sweep.isFinished(index));
    this.#open = new Set([...folder.jobs.keys()].filter(isOpen));
  }

  async run(): Promise<void> {
    try {
      await this.#untilAnswered();
    } catch (error) {
      if (!isUnreachable(error)) await this.#cancel();
      throw error;
    }
    if ([...this.#submissions.values()].some((count) => count > 1)) await this.#cancel();
    this.#folder.remove();
  }

  async #untilAnswered(): Promise<void> {
    for (;;) {
      if (this.#look.isDue()) this.#collect();
      if (this.#open.size === 0) return;
      if (this.#question.isDue()) await this.#tend();
      await this.#whileTicking(sleep(looks[0] * 1000));
    }
  }

  async #cancel(): Promise<void> {
    await this.#queue.cancel().catch((error: EngineError) => {
      if (error.code !== "NO_SLURM") throw error;
    });
  }

  /** Takes the answers that have come. */
  #collect(): void {
    for (const job of this.#folder.answered()) {
      if (!this.#open.has(job)) continue;
      const answer = this.#folder.answer(job);
      if (!answer) continue;
      if ("unready" in answer) {
        const { code = "FUNCTION_NOT_LOADED", message } = answer.unready;
        throw new EngineError(code, message, { cause: receivedError(answer.unready) });
      }
      this.#open.delete(job);
      this.#look.hasten();
      this.#sweep.finish(answer.outcomes);
    }
  }

  /** Asks what is in the queue, and submits what is not there and has not answered. */
  async #tend(): Promise<void> {
    const queued = await this.#whileTicking(this.#queue.jobs());
    if (!queued) {
      if (clock() - this.#answered < patience) return;
      const advice = "The jobs may go on: run the same again to collect them.";
      throw new EngineError("SLURM_UNREACHABLE", `slurm: the controller has not answered for an hour. ${advice}`);
    }
    this.#answered = clock();
    this.#queued = queued;
    for (const [job, { array }] of queued) this.#arrays.set(job, array);
    this.#collect();
    const gone = [...this.#open].filter((job) => !queued.has(job));
    const isSure = (job: number) => this.#absent.has(job) || !this.#arrays.has(job);
    const missing = gone.filter(isSure);
    this.#absent = new Set(gone.filter((job) => !isSure(job)));
    if (this.#absent.size > 0) this.#question.hasten();
    if (missing.length > 0) await this.#submit(missing);
  }

  async #submit(missing: readonly number[]): Promise<void> {
    const isWorthIt = (job: number) => (this.#submissions.get(job) ?? 0) <= this.#sweep.retries;
    for (const job of missing.filter((each) => !isWorthIt(each))) await this.#giveUp(job);
    const again = missing.filter(isWorthIt);
    if (again.length === 0) return;
    this.#question.hasten();
    const array = await this.#whileTicking(this.#queue.submit(this.#arguments(again)));
    if (array === undefined) return;
    for (const job of again) {
      this.#arrays.set(job, array);
      this.#submissions.set(job, (this.#submissions.get(job) ?? 0) + 1);
    }
  }

  async #giveUp(job: number): Promise<void> {
    const ending = await this.#queue.ending(this.#arrays.get(job) ?? "", job);
    const words = clip(this.#folder.lastWords(job), 60);
    const error = { name: "Error", message: [ending, words].filter(Boolean).join("; "), stack: "" };
    const outcomes = this.#folder.jobs[job]!.map((index) => ({ index, seconds: 0, error, lost: true }));
    this.#open.delete(job);
    this.#sweep.finish(outcomes);
  }

  #arguments(jobs: readonly number[]): string[] {
    const {
      partition,
      account,
      time,
      memory,
      cpusPerTask,
      nodeExecutable = process.execPath,
      extra = [],
    } = this.#options;
    const given = { partition, account, time, mem: memory, "cpus-per-task": cpusPerTask };
    const log = this.#folder
      .file(logFile("JOB"))
      .replaceAll("%", "%%")
      .replace(/JOB(?=\.txt$)/, "%a");
    return [
      `--array=${arrayList(jobs)}`,
      `--chdir=${process.cwd()}`,
      `--output=${log}`,
      ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
      ...extra,
      this.#folder.script,
      nodeExecutable,
      program,
      this.#folder.path,
    ];
  }

  #whileTicking<T>(promise: Promise<T>): Promise<T> {
    return whileWaiting(promise, () => {
      const open = [...this.#open].map((job) => this.#queued.get(job));
      const running = open.filter((job) => job?.isRunning).length;
      return this.#sweep.tick({ running, waiting: open.length - running });
    });
  }
}

/** Then the jobs are better left to run. */
function isUnreachable(error: unknown): boolean {
  return error instanceof EngineError && error.code === "SLURM_UNREACHABLE";
}
