import { loadFunction } from "../load-function.node.js";
import { type Outcome, runTask, sendOutcomes } from "../run-task.js";
import { sentError } from "../task-error.js";
import { readJob, writeAnswer } from "./job-folder.node.js";

/** The program of a job: runs the tasks of one chunk, and leaves what became of them in the folder. */

const folder = process.argv[2]!;
const job = Number(process.env.SLURM_ARRAY_TASK_ID);
const { setup, chunk } = readJob(folder, job);
const run = await loadFunction(setup.run, setup.directory).catch(async (error: unknown) => {
  await writeAnswer(folder, job, { unready: sentError(error) });
  process.exit();
});
const outcomes: Outcome[] = [];
for (const task of chunk) outcomes.push(await runTask(run, task, setup.seed));
await sendOutcomes(outcomes, (sendable) => writeAnswer(folder, job, { outcomes: sendable }));
process.exit(); // whatever the tasks have left open
