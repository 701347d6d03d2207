import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { loadLayer } from "../networks/load-layer.js";
import { NetworkModel, type NetworkModelData } from "./network-model.js";
import { loadScaling } from "./scaling.js";

type ArrayData = Parameters<typeof NDArray.fromJSON>[0];

/**
 * The fitted network that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await mlp({ hidden: [4], epochs: 1 }).fit([0, 1, 2, 3], [1, 3, 2, 4]);
 * const again = loadNeuralNetwork(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved network
 */
export function loadNeuralNetwork(json: unknown): NetworkModel {
  if (!isNetworkModelData(json)) {
    throw new ValueError(
      "BAD_VALUE",
      "loadNeuralNetwork: the data is no saved network. Give what JSON.parse makes of a saved model.",
    );
  }
  const { type: _type, version: _version, network, inputs, targets, trained, ...rest } = json;
  const parameters = mapLeaves(trained.parameters as ParameterTree<ArrayData & { size: number }>, (leaf) =>
    NDArray.fromJSON(leaf),
  );
  return new NetworkModel({
    ...rest,
    network: loadLayer(network),
    inputs: loadScaling(inputs),
    targets: loadScaling(targets),
    trained: { ...trained, parameters },
  });
}

/** Whether `value` is a saved model of a version that can be read. */
export function isNetworkModelData(value: unknown): value is NetworkModelData {
  const { type, version } = (value ?? {}) as Partial<NetworkModelData>;
  return type === "neuralNetwork" && version === 1;
}
