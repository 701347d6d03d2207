import { execFile } from "node:child_process";
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
/** What the commands say while the controller is away or overloaded. */
const passing = /unable to contact|connection|timed out|temporarily|zero bytes|transport|try again/i;

/** The jobs of one name in Slurm's queue. A controller that does not answer gives `undefined`, except to `cancel`. */
export class Queue {
  readonly #name: string;
  #submission: Promise<unknown> = Promise.resolve();

  constructor(name: string) {
    this.#name = name;
  }

  /** Waiting and running jobs by their index in the array. */
  async jobs(): Promise<ReadonlyMap<number, QueuedJob> | undefined> {
    const { ok, output } = await slurm("squeue", ["--me", "-h", "-r", "-n", this.#name, "-o", "%K %F %t"]);
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
    const submission = slurm("sbatch", ["--parsable", `--job-name=${this.#name}`, ...args]);
    this.#submission = submission.catch(() => {});
    const { ok, output, complaint } = await submission;
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
    const { output } = await slurm("scontrol", ["show", "job", `${array}_${index}`, "-o"]);
    const state = /\bJobState=(\S+)/.exec(output)?.[1];
    const code = /\bExitCode=(\S+)/.exec(output)?.[1];
    return state ? `${state}, exit code ${code}` : "its job is gone from the queue";
  }

  /**
   * Cancels all of them, also those that are just being submitted.
   *
   * @throws EngineError SLURM_UNREACHABLE
   */
  async cancel(): Promise<void> {
    await this.#submission;
    if ((await slurm("scancel", ["--me", "-n", this.#name])).ok) return;
    const advice = `Once the controller answers, run: scancel -n ${this.#name}`;
    throw new EngineError("SLURM_UNREACHABLE", `slurm: the jobs could not be cancelled. ${advice}`);
  }
}

/** Runs a command of Slurm. Where the controller does not answer, it tries for some ten seconds itself. */
function slurm(program: string, args: readonly string[]): Promise<Ending> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: longestCommand, maxBuffer: 2 ** 28 }, (error, output, complaint) => {
      if (error?.code === "ENOENT") reject(noSlurm(program));
      else resolve({ ok: !error, output, complaint: error?.killed ? "timed out" : complaint });
    });
  });
}

function noSlurm(program: string): EngineError {
  return new EngineError(
    "NO_SLURM",
    `slurm: ${program} was not found. Run this on a machine that submits to Slurm, or use workers(n).`,
  );
}
