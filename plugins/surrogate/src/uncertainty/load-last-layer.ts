import { ValueError } from "@mesoscope/sdk";
import { loadLayer } from "../networks/load-layer.js";
import { loadNeuralNetwork } from "../training/load-neural-network.js";
import { loadScaling } from "../training/scaling.js";
import { type LastLayerData, LastLayerModel } from "./last-layer-model.js";
import { LinearPosterior } from "./linear-posterior.js";

/**
 * The model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await lastLayerLaplace(mlp({ hidden: [4], epochs: 1 })).fit([0, 1, 2, 3], [1, 3, 2, 4]);
 * const again = loadLastLayer(JSON.parse(JSON.stringify(model)));
 * again.predictive([1.5]).std.data[0] === model.predictive([1.5]).std.data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadLastLayer(json: unknown): LastLayerModel {
  const { type, version, network, kernel, targets, posterior } = (json ?? {}) as LastLayerData;
  if (type === "lastLayer" && version === 1) {
    return new LastLayerModel({
      network: loadNeuralNetwork(network),
      ...(kernel && { kernel: { known: loadScaling(kernel.known), layer: loadLayer(kernel.layer) } }),
      targets: loadScaling(targets),
      posterior: LinearPosterior.fromJSON(posterior),
    });
  }
  throw new ValueError(
    "BAD_VALUE",
    "loadLastLayer: the data is no saved model of a last layer. Give what JSON.parse makes of a saved one.",
  );
}
