import { checkOptions, checkWhole, displaySymbol, ValueError } from "@mesoscope/sdk";
import type { Engine } from "../engine.js";
import { showEngine } from "../show-engine.js";

export interface SlurmOptions {
  /** The partition (queue); the cluster's default unless given. */
  readonly partition?: string;
  /** The account that is charged. */
  readonly account?: string;
  /** The longest time of a job, as Slurm writes it: `"30"` minutes, `"2:00:00"`, `"1-12"`. */
  readonly time?: string;
  /** Memory of a job, as Slurm writes it: `"4G"`. */
  readonly memory?: string;
  readonly cpusPerTask?: number;
  /** How many tasks one job runs, one after the other; as many as make some 100 jobs, unless given. */
  readonly tasksPerJob?: number;
  /** A folder that this machine and the nodes share, for inputs, values and logs; `slurm-sweeps` unless given. */
  readonly folder?: string;
  /** The program of Node on the nodes; the path of this one unless given. */
  readonly nodeExecutable?: string;
  /** More options of `sbatch`, each one argument: `["--gres=gpu:1"]`. */
  readonly extra?: readonly string[];
}

const names = [
  "partition",
  "account",
  "time",
  "memory",
  "cpusPerTask",
  "tasksPerJob",
  "folder",
  "nodeExecutable",
  "extra",
];

/**
 * Runs tasks as a job array of a Slurm cluster, where `sbatch`, `squeue` and `scancel` are found.
 *
 * Jobs that are lost are submitted again; a controller that does not answer is waited for. A stop cancels the jobs. If
 * the submitting process ends otherwise, its jobs go on, and the same call later finds them and collects their values.
 *
 * @example
 * slurm({ partition: "short", time: "30", memory: "2G", tasksPerJob: 200 }).name; // 'slurm({ partition: "short" })'
 *
 * @throws ValueError BAD_OPTION, BAD_VALUE
 */
export function slurm(options: SlurmOptions = {}): Engine {
  check(options);
  const name = options.partition === undefined ? "slurm()" : `slurm({ partition: "${options.partition}" })`;
  return {
    name,
    async run(sweep) {
      const { runOnSlurm } = await import("./run-on-slurm.node.js");
      await runOnSlurm(sweep, options);
    },
    [displaySymbol]: () => showEngine(name, "job arrays of a Slurm cluster", options),
  };
}

function check(options: SlurmOptions): void {
  checkOptions("slurm", options, names);
  const { cpusPerTask = 1, tasksPerJob = 1, extra = [], ...texts } = options;
  checkWhole("slurm", "cpusPerTask", cpusPerTask, 1);
  checkWhole("slurm", "tasksPerJob", tasksPerJob, 1);
  if (!Array.isArray(extra) || !extra.every((text) => typeof text === "string")) {
    throw new ValueError(
      "BAD_OPTION",
      'slurm: extra is no list of texts. Give one argument each, such as ["--gres=gpu:1"].',
    );
  }
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined || (typeof text === "string" && text !== "")) continue;
    throw new ValueError("BAD_OPTION", `slurm: ${name} is ${String(text)}. Give a text, as sbatch takes it.`);
  }
}
