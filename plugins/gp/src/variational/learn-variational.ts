import { adam, type NDArray } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import { type InducingPosterior, priorAtInducing, towards } from "./inducing-posterior.js";
import { type Batch, variationalBound } from "./variational-bound.js";
import { processAt, type VariationalTask } from "./variational-task.js";

/** Steps that find the posterior for the start alone. */
const firstSteps = 10;
/** What every further step goes along the natural gradient. */
const share = 0.1;

/** How hyper-parameters are learned. */
export interface LearningSettings {
  readonly inducing: NDArray;
  readonly batches: Iterator<Batch, unknown>;
  /** The logarithms of the free hyper-parameters at the start. */
  readonly start: Float64Array;
  readonly steps: number;
  readonly learningRate: number;
}

/** Where learning stands: all hyper-parameters, the posterior, and the bound as the last rows show it. */
export interface LearningState {
  readonly values: readonly number[];
  readonly posterior: InducingPosterior;
  readonly bound: number;
}

/**
 * Raises the bound by steps on batches of the rows: the posterior by the natural gradient, the hyper-parameters by Adam,
 * of whose last half of steps the mean counts. Some steps of the posterior alone come first: far from it all data look
 * like noise, and Adam, which measures its steps by the slopes it has met, would not come back from there in time.
 *
 * @param keep is told where learning stands after each step
 */
export async function learnVariational(
  task: VariationalTask,
  { inducing, batches, start, steps, learningRate }: LearningSettings,
  keep: (state: LearningState) => void,
): Promise<void> {
  const { space } = task;
  const { lower, upper } = space;
  let posterior = priorAtInducing(inducing.shape[0]);
  const boundAt = (values: readonly number[], withKernelSlopes: boolean) =>
    variationalBound(batches.next().value as Batch, posterior, processAt(task, values, inducing), withKernelSlopes);
  for (let step = 0; step < firstSteps; step++) {
    await tick(step, firstSteps);
    posterior = towards(posterior, boundAt(space.values(start), false).target, 1 / (step + 2));
  }
  const sum = new Float64Array(start.length);
  let summed = 0;
  const objective = (place: Float64Array, step: number) => {
    const values = space.values(place);
    const found = boundAt(values, true);
    posterior = towards(posterior, found.target, share);
    if (2 * step >= steps) {
      summed++;
      for (let p = 0; p < sum.length; p++) sum[p] += place[p];
    }
    const best = summed > 0 ? space.values(sum.map((value) => value / summed)) : values;
    keep({ values: best, posterior, bound: found.value });
    const prior = space.logPrior(values);
    return {
      value: -found.value - prior.value,
      gradient: Float64Array.from(space.free, (p) => -found.gradient[p] - prior.gradient[p]),
    };
  };
  await adam(objective, start, { lower, upper, learningRate, maxIterations: steps - 1 });
}
