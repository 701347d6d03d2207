import type { NDArray } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import { type InducingPosterior, towards } from "./inducing-posterior.js";
import { variationalBound } from "./variational-bound.js";
import { batchesOf, processAt, type VariationalTask } from "./variational-task.js";

/** Rows that are worked through at a time. */
const chunkRows = 2048;
const mostPasses = 30;
/** Passes end when one gains less than this, in nats per row. */
const leastGain = 1e-5;

/** The posterior, and the bound on the log evidence of all rows. */
export interface SettledPosterior {
  readonly posterior: InducingPosterior;
  readonly bound: number;
}

/**
 * The best posterior for hyper-parameters that stay, by passes over all rows, each a full step along the natural gradient;
 * half of it where that went too far. Normal noise needs one pass, and one more for its bound.
 *
 * @param keep is told the best so far
 */
export async function settlePosterior(
  task: VariationalTask,
  inducing: NDArray,
  values: readonly number[],
  start: InducingPosterior,
  keep: (found: SettledPosterior) => void,
): Promise<void> {
  const process = processAt(task, values, inducing);
  const rows = task.data.X.shape[0];
  let [at, best, share] = [start, await onePass(start), 1];
  keep({ posterior: at, bound: best.value });
  for (let pass = 1; pass < mostPasses; pass++) {
    const candidate = towards(at, best.target, share);
    const found = await onePass(candidate);
    const gain = found.value - best.value;
    if (gain > 0) {
      [at, best] = [candidate, found];
      keep({ posterior: at, bound: best.value });
    }
    if (Math.abs(gain) < leastGain * rows || task.likelihood.kind === "normal") return;
    share = gain > 0 ? Math.min(1, 2 * share) : share / 2;
  }

  async function onePass(posterior: InducingPosterior) {
    let [done, value, target] = [0, 0, posterior];
    for (const chunk of batchesOf(task.data, task.prior.mean, chunkRows)) {
      await tick(done, rows);
      const found = variationalBound(chunk, posterior, process, false);
      done += chunk.y.length;
      value += found.value / chunk.share;
      target = towards(target, found.target, chunk.y.length / done);
    }
    return { value, target };
  }
}
