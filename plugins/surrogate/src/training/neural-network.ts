import { asArray, type NDArray, randomStream } from "@mesoscope/core";
import {
  type ArrayLike,
  checkChoice,
  checkOptions,
  checkWhole,
  type Displayable,
  displaySymbol,
  type Estimator,
  ShapeError,
} from "@mesoscope/sdk";
import type { Shape } from "@mesoscope/tensor";
import { showShape } from "../layers/chain-error.js";
import type { Layer } from "../layers/layer.js";
import { type LossName, losses } from "./losses.js";
import { NetworkModel } from "./network-model.js";
import { checkFiniteData, scaled, scalingOf, unscaled } from "./scaling.js";
import { train } from "./train.js";
import { type TrainOptions, trainOptionNames, trainSettings } from "./train-options.js";

/** Options of training that every estimator has. */
export interface NetworkTrainingOptions extends TrainOptions {
  /**
   * What is lowered: the mean of squares ("meanSquare", unless given) or of absolute values of differences, of standardised
   * targets, or the length of differences relative to that of each row's target, as usual for operators.
   */
  readonly loss?: LossName;
}

/** Options of `neuralNetwork`. */
export interface NeuralNetworkOptions extends NetworkTrainingOptions {
  /** From one row of X to one of y, such as `unet(…)`, `fourierOperator(…)` or `transformer(…)`. */
  readonly network: Layer;
  /** The axis along which channels lie, each standardised by its own mean and spread: 1 for [n, channels, …] unless given, 2 for [n, time, features]. */
  readonly channelAxis?: number;
}

/** A recipe for a network; made by `neuralNetwork` or `mlp`. */
export interface NeuralNetwork extends Estimator<ArrayLike, ArrayLike, NetworkModel>, Displayable {
  readonly options: object;
}

/** How a network comes about for the targets' shape, and what it is called. */
interface Recipe {
  readonly name: string;
  readonly options: NetworkTrainingOptions;
  readonly channelAxis: number;
  networkFor(target: Shape): Layer;
}

/** Names of the options of training. */
export const networkTrainingOptions = [...trainOptionNames, "loss"];

/**
 * Regression by any network: inputs and targets are standardised, and training ends when rows left out are predicted no
 * better.
 *
 * `fit` takes X of shape [n, …] and y of shape [n, …] or [n].
 *
 * @example
 * const X = Array.from({ length: 12 }, (_, i) => [Array.from({ length: 8 }, (_, j) => Math.sin(i + j))]);
 * const operator = neuralNetwork({ network: fourierOperator({ channels: 4, modes: 2, outputs: 1 }), epochs: 2 });
 * const model = await operator.fit(X, X);
 * model.predict(X).shape; // [12, 1, 8]
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 */
export function neuralNetwork(options: NeuralNetworkOptions): NeuralNetwork {
  checkOptions("neuralNetwork", options, ["network", "channelAxis", ...networkTrainingOptions]);
  const { network, channelAxis = 1, ...training } = options;
  checkWhole("neuralNetwork", "channelAxis", channelAxis, 1);
  return estimatorOf({ name: "neuralNetwork", options: training, channelAxis, networkFor: () => network }, options);
}

/** The estimator of a recipe. */
export function estimatorOf(recipe: Recipe, options: object): NeuralNetwork {
  const { name, options: training } = recipe;
  trainSettings(name, training);
  if (training.loss !== undefined) checkChoice(name, "loss", training.loss, Object.keys(losses));
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitNetwork(recipe, X, y),
    [displaySymbol]: () => ({
      "text/plain": [
        `${name}, not fitted yet`,
        ...Object.entries(options)
          .filter(([, value]) => value !== undefined)
          .map(shown),
      ].join("\n  "),
    }),
  };
}

async function fitNetwork(recipe: Recipe, X: ArrayLike, y: ArrayLike): Promise<NetworkModel> {
  const { name, channelAxis } = recipe;
  const { loss = "meanSquare", ...options } = recipe.options;
  const owner = `${name}.fit`;
  const x = withChannels(asArray(X, `${owner}: X`));
  const given = asArray(y, `${owner}: y`);
  const target = withChannels(given);
  checkRows(owner, x, given);
  const [inputShape, targetShape] = [x.shape.slice(1), target.shape.slice(1)];
  const network = recipe.networkFor(targetShape);
  checkOutput(owner, network.outputShape(inputShape), targetShape);
  const [inputs, targets] = [scalingOf(x, channelAxis), scalingOf(target, Math.min(channelAxis, target.rank - 1))];
  const trained = await train(
    {
      parameters: network.parameters(inputShape, randomStream(options.seed)),
      rows: { x, y: target },
      loss(parameters, rows, context) {
        const predicted = network.apply(parameters, scaled(rows.x, inputs), context);
        // A relative error is one of values as they are.
        if (loss === "relative") return losses.relative(unscaled(predicted, targets), rows.y);
        return losses[loss](predicted, scaled(rows.y, targets));
      },
    },
    options,
  );
  const shapes = { inputShape, targetShape: given.shape.slice(1) };
  return new NetworkModel({ name, network, trained, channelAxis, inputs, targets, ...shapes });
}

/** An option in words; layers and optimisers by their names. */
function shown([option, value]: readonly [string, unknown]): string {
  const { name } = value as { name?: unknown };
  return `${option}: ${typeof name === "string" ? name : JSON.stringify(value)}`;
}

/** A vector as one column. */
function withChannels(values: NDArray): NDArray {
  return values.rank === 1 ? values.reshape([values.size, 1]) : values;
}

function checkRows(owner: string, x: NDArray, y: NDArray): void {
  if (x.shape[0] !== y.shape[0]) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${x.shape[0]} rows but y has ${y.shape[0]}. Give one target per row.`,
    );
  }
  if (x.size === 0 || y.size === 0) {
    throw new ShapeError(
      "EMPTY",
      `${owner}: X has shape ${showShape(x.shape)} and y ${showShape(y.shape)}. Give at least one number.`,
    );
  }
  checkFiniteData(owner, "X", x);
  checkFiniteData(owner, "y", y);
}

function checkOutput(owner: string, output: Shape, target: Shape): void {
  if (String(output) === String(target)) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: the network gives ${showShape(output)} for a row but y has ${showShape(target)}. Give it as many outputs.`,
  );
}
