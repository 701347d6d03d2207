import type { NDArray } from "@mesoscope/core";
import { type ArrayLike, checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { add, divide, mean, multiply, reshape, sqrt, square, subtract, type Tensor, tensor } from "@mesoscope/tensor";
import type { SummingLayer } from "../layers/layer.js";
import { epsilon } from "../layers/normalization.js";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { evaluateTree } from "../training/evaluate-tree.js";
import { NetworkModel, type NetworkState } from "../training/network-model.js";
import { readNetworkRows } from "../training/read-network-rows.js";
import { scaled, scalingOf } from "../training/scaling.js";

/** Rows of both domains; targets are not needed. */
export interface AdaptStatisticsOptions {
  /** Like those that the network learned from, of shape [n, …]. */
  readonly source: ArrayLike;
  /** Of the domain that it shall be used in, of shape [m, …]. */
  readonly target: ArrayLike;
}

/** Mean and variance of each channel of a layer's sums, of shape [channels]. */
interface Moments<Leaf> {
  readonly mean: Leaf;
  readonly variance: Leaf;
}

/** Moments of one layer, and the paths of its parameters. */
interface LayerMoments extends Moments<NDArray> {
  readonly paths: Readonly<Record<"weights" | "bias", string>>;
  /** Along which axis of the weights the channels lie. */
  readonly axis: number;
}

/**
 * The network for another domain, without targets from there: inputs are standardised by the rows of the target, and the
 * sums of every dense layer and convolution but the last get the mean and spread in each channel, over rows of the target,
 * that they had over rows of the source. So what differs in shift and scale alone, layer by layer, is made up for; it hurts
 * where the target is another part of the same world.
 *
 * That is what new statistics do in a network with batch normalisation before its activations, whose factors are part of
 * the weights. All rows are computed at once, in 64-bit numbers: some thousands are enough.
 *
 * @example
 * const source = Array.from({ length: 40 }, (_, i) => i / 10);
 * const model = await mlp({ hidden: [8], epochs: 5 }).fit(source, source.map(Math.sin));
 * const target = source.map((x) => 3 * x + 20); // seen by an instrument that is off
 * const adapted = adaptStatistics(model, { source, target });
 * allClose(adapted.predict(target), model.predict(source)); // true
 *
 * @throws ValueError BAD_OPTION, SHARED_LAYER where a layer is used twice, as in `neuralOde`; ShapeError SHAPE_MISMATCH,
 *   EMPTY; DataError MISSING_VALUES
 * @see Li et al., Revisiting batch normalization for practical domain adaptation (2016), algorithm 1
 */
export function adaptStatistics(model: NetworkModel, options: AdaptStatisticsOptions): NetworkModel {
  checkOptions("adaptStatistics", options, ["source", "target"]);
  const { state } = model;
  const [source, target] = [readDomain("source", state, options.source), readDomain("target", state, options.target)];
  const adapted = { ...state, inputs: scalingOf(target, state.channelAxis) };
  const wanted = momentsOf(state, source, []);
  const found = momentsOf(adapted, target, wanted);
  return new NetworkModel({ ...adapted, trained: { ...state.trained, parameters: folded(state, found, wanted) } });
}

function readDomain(name: "source" | "target", state: NetworkState, X: ArrayLike): NDArray {
  const rows = readNetworkRows(`adaptStatistics: ${name}`, state, X);
  if (rows.shape[0] >= 2) return rows;
  throw new ShapeError(
    "EMPTY",
    `adaptStatistics: ${name} has ${rows.shape[0]} rows, too few to vary. Give at least 2.`,
  );
}

/** Moments of all layers but the last over rows, in order; each layer sees the one before with the moments wanted of it. */
function momentsOf(state: NetworkState, x: NDArray, wanted: readonly Moments<NDArray>[]): LayerMoments[] {
  const places: Pick<LayerMoments, "paths" | "axis">[] = [];
  const forward = (parameters: ParameterTree<Tensor>, rows: Tensor) => {
    const pathOf = new Map<Tensor, string>();
    mapLeaves(parameters, (leaf, path) => pathOf.set(leaf, path));
    const moments: Moments<Tensor>[] = [];
    const changeSums = (sums: Tensor, { weights, bias, axes }: SummingLayer) => {
      const at = places.push({
        paths: { weights: pathOf.get(weights)!, bias: pathOf.get(bias)! },
        axis: axes.weights,
      });
      const { centred, ...found } = centredSums(sums, axes.sums);
      moments.push(found);
      const goal = wanted[at - 1];
      if (!goal) return sums;
      const ratio = sqrt(divide(add(tensor(goal.variance), epsilon), add(found.variance, epsilon)));
      return reshape(add(multiply(perRow(ratio), centred), perRow(tensor(goal.mean))), sums.shape);
    };
    state.network.apply(parameters, scaled(rows, state.inputs), { training: false, changeSums });
    return moments;
  };
  const moments = evaluateTree(forward, state.trained.parameters, x) as Moments<NDArray>[];
  checkOnce(places);
  return moments.map((one, i) => ({ ...one, ...places[i] })).slice(0, -1);
}

/** The sums as [before, channels, after] without their means, which come along, with the variances. */
function centredSums(sums: Tensor, axis: number): Moments<Tensor> & { readonly centred: Tensor } {
  const blocks = reshape(sums, [
    sums.shape.slice(0, axis).reduce((product, length) => product * length, 1),
    sums.shape[axis],
    -1,
  ]);
  const centre = mean(blocks, [0, 2]);
  const centred = subtract(blocks, perRow(centre));
  return { centred, mean: centre, variance: mean(square(centred), [0, 2]) };
}

/** Numbers of shape [channels] so that they repeat over [before, channels, after]. */
function perRow(values: Tensor): Tensor {
  return reshape(values, [-1, 1]);
}

function checkOnce(places: readonly Pick<LayerMoments, "paths">[]): void {
  const paths = places.map(({ paths }) => paths.weights);
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice === undefined) return;
  throw new ValueError(
    "SHARED_LAYER",
    `adaptStatistics: the network uses ${twice} more than once, with other statistics each time. Give one that does not.`,
  );
}

/** Parameters whose layers do for rows of the target what `momentsOf` did: each channel times a ratio, and shifted. */
function folded(
  { trained }: NetworkState,
  found: readonly LayerMoments[],
  wanted: readonly Moments<NDArray>[],
): ParameterTree<NDArray> {
  const changes = new Map<string, (leaf: NDArray) => NDArray>();
  for (const [i, { mean: before, variance, paths, axis }] of found.entries()) {
    const after = wanted[i];
    const ratio = variance.map((value, k) => Math.sqrt((after.variance.data[k] + epsilon) / (value + epsilon)));
    changes.set(paths.weights, (weights) => {
      const inner = weights.shape.slice(axis + 1).reduce((product, length) => product * length, 1);
      return weights.map((value, at) => value * ratio.data[Math.floor(at / inner) % ratio.size]);
    });
    changes.set(paths.bias, (bias) =>
      bias.map((value, k) => (value - before.data[k]) * ratio.data[k] + after.mean.data[k]),
    );
  }
  return mapLeaves(trained.parameters, (leaf, path) => changes.get(path)?.(leaf) ?? leaf);
}
