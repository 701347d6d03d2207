import { type NDArray, sum } from "@mesoscope/core";
import type { Given, Like } from "@mesoscope/tensor";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import type { Attribution, Explained } from "./attribution.js";
import { type IntegratedGradientsOptions, integratedGradients } from "./integrated-gradients.js";

/**
 * How much each time step of a sequence, each node and edge of a graph, or each pixel with channels last adds to a
 * prediction: `integratedGradients`, added up over the features along the last axis.
 *
 * Sequences of shape [n, time, features] give [n, time]; graphs as `{ nodes: [n, nodes, features], edges: [n, edges,
 * features] }` give `{ nodes: [n, nodes], edges: [n, edges] }`. What only says how a graph hangs together is kept by the
 * function itself, or else has attributions too.
 *
 * @param f one number per row
 *
 * @example
 * import { mean } from "@mesoscope/tensor";
 *
 * const explain = featureAttribution((x) => mean(x, [1, 2]), { device: "reference" });
 * const perStep = await explain([[[1, 1], [4, 0]]]);
 * allClose(perStep, [[0.5, 1]]); // true
 *
 * @throws as `integratedGradients`
 */
export function featureAttribution<T>(f: Explained<T>, options: IntegratedGradientsOptions<T> = {}): Attribution<T> {
  const explain = integratedGradients(f, options);
  const perPlace = async (x: Given<T>) => {
    const entries = (await explain(x)) as ParameterTree<NDArray>;
    return mapLeaves(entries, (leaf) => sum(leaf, -1) as NDArray) as Like<T, NDArray>;
  };
  return Object.assign(perPlace, { dispose: () => explain.dispose() });
}
