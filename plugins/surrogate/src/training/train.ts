import { type ArrayInput, NDArray, randomStream } from "@mesoscope/core";
import { checkOptions, StopError, tick } from "@mesoscope/sdk";
import { keyCount } from "../layers/child.js";
import type { ParameterTree } from "../layers/parameter-tree.js";
import { batches } from "./batches.js";
import { failedLayer } from "./failed-layer.js";
import { flatParameters } from "./flat-parameters.js";
import { type TrainOptions, trainOptionNames, trainSettings } from "./train-options.js";
import { trainingStep } from "./training-step.js";
import { type Loss, type Rows, readRows, type TrainingTask } from "./training-task.js";
import { lossOn, rowCount, splitRows } from "./validation.js";

/** Losses after an epoch. */
export interface EpochLoss {
  /** From 1. */
  readonly epoch: number;
  /** The mean over the steps of the epoch; NaN where mixed precision left them all out. */
  readonly loss: number;
  /** On the rows left out, where there are some. */
  readonly validationLoss?: number;
}

/** What training gave. */
export interface Trained {
  /** Those of the epoch with the lowest loss on the rows left out, or else on all rows. */
  readonly parameters: ParameterTree<NDArray>;
  readonly history: readonly EpochLoss[];
  /** The epoch whose parameters these are, 0 for those given. */
  readonly bestEpoch: number;
  /** Why training ended: all epochs done, no lower loss for long, a request, or numbers that are not finite. */
  readonly ended: "epochs" | "patience" | "request" | "numbers";
  /** What went wrong, where numbers were not finite. */
  readonly warning?: string;
}

/**
 * Lowers a loss over rows of data step by step, on the device that is there, and keeps the best parameters.
 *
 * Each step is one graph with the loss, its gradient and the optimiser; the data stay on the device. A stop request ends
 * training with the best parameters so far; numbers that are not finite end it too, with the step and the layer named.
 *
 * @example
 * const network = mlpLayers({ hidden: [8], outputs: 1 });
 * const X = Array.from({ length: 40 }, (_, i) => [i / 20 - 1]);
 * const { parameters, history } = await train(
 *   {
 *     parameters: network.parameters([1], randomStream(0)),
 *     rows: { X, y: X.map(([x]) => [x * x]) },
 *     loss: (tree, rows, context) => meanSquare(network.apply(tree, rows.X, context), rows.y),
 *   },
 *   { epochs: 3 },
 * );
 * history.length; // 3
 *
 * @throws ValueError BAD_OPTION; ShapeError SHAPE_MISMATCH, EMPTY; StopError where nothing was learned before the request
 */
export async function train<R extends Rows<ArrayInput>>(
  task: TrainingTask<R>,
  options: TrainOptions = {},
): Promise<Trained> {
  checkOptions("train", options, trainOptionNames);
  const { epochs, batchSize, optimizer, validationShare, patience, chunks, seed, device } = trainSettings(
    "train",
    options,
  );
  const stream = randomStream(seed);
  const { training, validation } = splitRows(readRows(task.rows), validationShare, stream.child(0));
  const count = rowCount(training);
  const size = Math.min(batchSize, count);
  const loss = task.loss as Loss;
  const flat = flatParameters(task.parameters);
  const step = await trainingStep(flat, training, loss, { optimizer, chunks: Math.min(chunks, size), device });
  const checked = validation && lossOn(validation, flat, loss, { batchSize, device });
  const batch = batches(count, size, stream.child(1));
  const stepsAnEpoch = Math.ceil(count / size);
  const history: EpochLoss[] = [];
  let best = { epoch: 0, loss: Infinity, vector: flat.vector };
  const result = (ended: Trained["ended"], warning?: string): Trained => ({
    parameters: flat.arrays(best.vector),
    history,
    bestEpoch: best.epoch,
    ended,
    ...(warning === undefined ? {} : { warning }),
  });

  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const { mean, warning } = await runEpoch(epoch);
      if (warning !== undefined) return result("numbers", warning);
      const { parameters: vector } = await step.read();
      const validationLoss = await checked?.of(vector);
      history.push({ epoch, loss: mean, ...(validationLoss === undefined ? {} : { validationLoss }) });
      const found = validationLoss ?? mean;
      if (found < best.loss) best = { epoch, loss: found, vector };
      else if (epoch - best.epoch >= patience) return result("patience");
    }
    return result("epochs");
  } catch (error) {
    if (error instanceof StopError && history.length > 0) return result("request");
    throw error;
  } finally {
    step.dispose();
    checked?.dispose();
  }

  async function runEpoch(epoch: number): Promise<{ readonly mean: number; readonly warning?: string }> {
    let [total, counted] = [0, 0];
    for (let i = 0; i < stepsAnEpoch; i++) {
      const at = (epoch - 1) * stepsAnEpoch + i;
      await tick(at, epochs * stepsAnEpoch, { epoch, ...lastLosses(history) });
      const rows = batch.next().value;
      const key = (at * chunks + seed) % keyCount;
      const { loss, isGood, mayRetry } = await step(new NDArray(rows), key);
      if (isGood.data[0]) {
        total += loss.data[0];
        counted++;
      } else if (!mayRetry.data[0]) return { mean: Number.NaN, warning: await warningOf(at, rows, key) };
    }
    return { mean: total / counted };
  }

  /** What went wrong in a step; the parameters are those from before it, and the best where no epoch was finished. */
  async function warningOf(at: number, rows: Float64Array, key: number): Promise<string> {
    const { parameters: vector } = await step.read();
    if (best.epoch === 0) best = { ...best, vector };
    const chosen = Object.fromEntries(Object.entries(training).map(([name, all]) => [name, all.take(rows)]));
    const place = failedLayer(flat.arrays(vector), chosen, key, loss);
    return `train: the numbers overflowed in step ${at + 1}, first in ${place}. The last good parameters were kept; try a lower learning rate or scale the data.`;
  }
}

function lastLosses(history: readonly EpochLoss[]): Record<string, number> {
  const last = history.at(-1);
  if (!last) return {};
  const { loss, validationLoss } = last;
  return validationLoss === undefined ? { loss } : { loss, validationLoss };
}
