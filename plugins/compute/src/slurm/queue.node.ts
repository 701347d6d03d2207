import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { clip, EngineError } from "../task-error.js";

/** A job of the array, waiting or running. */
export interface QueuedJob {
  /** The number of the array that it belongs to. */
  readonly array: string;
  readonly isRunning: boolean;
}

/** How a command of Slurm ended. */
interface Ending {
  readonly ok: boolean;
  readonly output: string;
  readonly complaint: string;
}

const longestCommand = 60_000;
const cancelAttempts = 6;
/** What the commands say while the controller is away or overloaded. */
const passing = /unable to contact|connection|timed out|temporarily|zero bytes|transport|try again/i;

/** The jobs of one name in Slurm's queue. A controller that does not answer gives `undefined`, never an error. */
export class Queue {
  readonly #name: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string) {
    this.#name = name;
  }

  /** Waiting and running jobs by their index in the array. */
  async jobs(): Promise<ReadonlyMap<number, QueuedJob> | undefined> {
    const { ok, output } = await this.#slurm("squeue", ["--me", "-h", "-r", "-n", this.#name, "-o", "%K %F %t"]);
    if (!ok) return undefined;
    const lines = output.split("\n").filter(Boolean);
    return new Map(
      lines.map((line) => {
        const [index, array, state] = line.trim().split(/\s+/);
        return [Number(index), { array: array!, isRunning: state !== "PD" }];
      }),
    );
  }

  /**
   * Submits an array; gives its number.
   *
   * @throws EngineError SLURM_REFUSED
   */
  async submit(args: readonly string[]): Promise<string | undefined> {
    const { ok, output, complaint } = await this.#slurm("sbatch", ["--parsable", `--job-name=${this.#name}`, ...args]);
    if (ok) return output.trim().split(";")[0]!;
    if (passing.test(complaint)) return undefined;
    const reason = clip(complaint.trim().split("\n").at(-1)!.replace("sbatch: error: ", ""), 80);
    throw new EngineError(
      "SLURM_REFUSED",
      `slurm: sbatch refused the jobs: ${reason}. Check the options of slurm({ … }).`,
    );
  }

  /** How a job ended, as far as Slurm still knows. */
  async ending(array: string, index: number): Promise<string> {
    const { output } = await this.#slurm("scontrol", ["show", "job", `${array}_${index}`, "-o"]);
    const state = /\bJobState=(\S+)/.exec(output)?.[1];
    const code = /\bExitCode=(\S+)/.exec(output)?.[1];
    return state ? `${state}, exit code ${code}` : "its job is gone from the queue";
  }

  /**
   * Cancels all of them, also those that were being submitted.
   *
   * @throws EngineError SLURM_UNREACHABLE
   */
  async cancel(): Promise<void> {
    await this.#last;
    for (let attempt = 0; attempt < cancelAttempts; attempt++) {
      if ((await this.#slurm("scancel", ["--me", "-n", this.#name])).ok) return;
      await sleep(500);
    }
    const advice = `Once the controller answers, run: scancel -n ${this.#name}`;
    throw new EngineError("SLURM_UNREACHABLE", `slurm: the jobs could not be cancelled. ${advice}`);
  }

  #slurm(program: string, args: readonly string[]): Promise<Ending> {
    const ending = new Promise<Ending>((resolve, reject) => {
      execFile(program, args, { timeout: longestCommand, maxBuffer: 2 ** 28 }, (error, output, complaint) => {
        if (error?.code === "ENOENT") reject(noSlurm(program));
        else resolve({ ok: !error, output, complaint: error?.killed ? "timed out" : complaint });
      });
    });
    this.#last = ending.catch(() => {});
    return ending;
  }
}

function noSlurm(program: string): EngineError {
  return new EngineError(
    "NO_SLURM",
    `slurm: ${program} was not found. Run this on a machine that submits to Slurm, or use workers(n).`,
  );
}
