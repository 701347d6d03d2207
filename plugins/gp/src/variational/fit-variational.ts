import { randomStream } from "@mesoscope/core";
import { StopError } from "@mesoscope/sdk";
import { fitGaussianProcess } from "../fit/fit.js";
import type { TrainingData } from "../fit/training-data.js";
import { priorAtInducing } from "./inducing-posterior.js";
import { type LearningState, learnVariational } from "./learn-variational.js";
import { settlePosterior } from "./settle-posterior.js";
import type { VariationalGaussianProcessOptions } from "./variational-gaussian-process.js";
import { VariationalModel } from "./variational-model.js";
import { drawnRows, endlessBatches, inducingAmong, type VariationalTask, variationalTask } from "./variational-task.js";

/** Rows of the exact process that comes first with normal noise. */
const exactRows = 384;
/** What every start is tried on with another likelihood. */
const trial = { rows: 512, inducingPoints: 128, steps: 60, learningRate: 0.1 };
/** Rows of which the inducing points are chosen. */
const candidateRows = 2048;

/** Hyper-parameters by steps on batches of the rows, then the best posterior for them from all rows. */
export async function fitVariational(
  options: VariationalGaussianProcessOptions,
  data: TrainingData,
): Promise<VariationalModel> {
  const { inducingPoints = 256, batch = 512, steps = 100, learningRate = 0.01, starts = 3, seed = 0 } = options;
  const task = variationalTask(options, data);
  const { kernel, kernelCount, likelihood, prior, space, learns } = task;
  const stream = randomStream(seed);
  const first = learns ? await firstValues(task, starts, seed) : space.given;
  const inducing = inducingAmong(task, drawnRows(data, candidateRows, stream.child(0)).X, first, inducingPoints);

  let [taken, isStopped] = [0, false];
  let state: LearningState = { values: first, posterior: priorAtInducing(inducing.shape[0]), bound: Number.NaN };
  const keep = (found: Partial<LearningState>) => {
    state = { ...state, ...found };
  };
  try {
    if (learns) {
      const batches = endlessBatches(task, batch, stream.child(1));
      const start = Float64Array.from(space.free, (p) => Math.log(first[p]));
      await learnVariational(task, { inducing, batches, start, steps, learningRate }, (found) => {
        keep(found);
        taken++;
      });
    }
    await settlePosterior(task, inducing, state.values, state.posterior, keep);
  } catch (error) {
    if (!(error instanceof StopError) || taken === 0) throw error;
    isStopped = true;
  }
  const columns = data.X.shape[1];
  return new VariationalModel({
    kernel: kernel.withValues(state.values.slice(0, kernelCount), columns),
    likelihood: likelihood.withValues(state.values.slice(kernelCount)),
    prior,
    inputs: data.inputs,
    rows: data.X.shape[0],
    inducing,
    posterior: state.posterior,
    bound: state.bound,
    steps: taken,
    isStopped,
  });
}

/** All hyper-parameters as few rows show them: by the exact process, or by steps from the start that gets furthest. */
async function firstValues(task: VariationalTask, starts: number, seed: number): Promise<readonly number[]> {
  const { kernel, likelihood, space } = task;
  const stream = randomStream(seed).child(4);
  if (likelihood.kind === "normal") {
    const { kind: _, ...noise } = likelihood.toJSON();
    const { model } = await fitGaussianProcess(
      { kernel, starts, seed, ...noise },
      drawnRows(task.data, exactRows, stream),
    );
    return model.hyperparameters.map(({ value }) => value);
  }
  const few: VariationalTask = { ...task, data: drawnRows(task.data, trial.rows, stream.child(0)) };
  let best: LearningState | undefined;
  for (const start of space.starts(starts, stream.child(1))) {
    const inducing = inducingAmong(task, few.data.X, space.values(start), trial.inducingPoints);
    const batches = endlessBatches(few, trial.rows, stream.child(2));
    let end: LearningState | undefined;
    await learnVariational(few, { ...trial, inducing, batches, start }, (state) => {
      end = state;
    });
    if (!best || end!.bound > best.bound) best = end;
  }
  return best!.values;
}
