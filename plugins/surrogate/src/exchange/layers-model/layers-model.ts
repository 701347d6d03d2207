import type { NDArray } from "@mesoscope/core";
import type { Shape } from "@mesoscope/tensor";
import type { NetworkState } from "../../training/network-model.js";
import { type KerasLayer, withoutDetours } from "./keras-layer.js";
import { kerasLayers } from "./keras-layers.js";
import { scaling, unscaling } from "./scaling-layers.js";

/** The two files of a model of TensorFlow.js. */
export interface LayersModel {
  /** 32-bit numbers, the lowest byte first. */
  readonly weights: Uint8Array;
  /** What is in `model.json`, which names the file of the weights. */
  model(weightsFile: string): object;
}

/**
 * A fitted network in the format of `tf.loadLayersModel`, with the scaling of inputs and targets as its first and last
 * layer.
 *
 * @throws DataError UNSUPPORTED, which names the layer
 * @see https://www.tensorflow.org/js/guide/save_load: topology as in Keras, and weights by layer and name
 */
export function layersModel(state: NetworkState): LayersModel {
  const { name, network, trained, inputShape, inputs, targets, channelAxis } = state;
  const output = network.outputShape(inputShape);
  const layers = withoutDetours([
    ...scaling(inputs, channelAxis),
    ...kerasLayers(network, trained.parameters, inputShape),
    ...unscaling(targets, Math.min(channelAxis, output.length)),
  ]);
  const names = layers.map(({ className }, i) => `${className.toLowerCase()}_${i + 1}`);
  const config = layers.map((layer, i) => configOf(layer, names[i], i === 0 ? inputShape : undefined));
  const arrays = layers.flatMap(({ weights = {} }, i) =>
    Object.entries(weights).map(([weight, values]) => ({ name: `${names[i]}/${weight}`, values })),
  );
  const listed = arrays.map(({ name, values }) => ({ name, shape: values.shape, dtype: "float32" }));
  const model = (weightsFile: string) => ({
    format: "layers-model",
    generatedBy: "Mesoscope",
    convertedBy: null,
    modelTopology: {
      class_name: "Sequential",
      config: { name, layers: config },
      keras_version: "2",
      backend: "mesoscope",
    },
    weightsManifest: [{ paths: [weightsFile], weights: listed }],
  });
  return { weights: singles(arrays.map(({ values }) => values)), model };
}

function configOf({ className, config }: KerasLayer, name: string, input: Shape | undefined): object {
  const first = input && { batch_input_shape: [null, ...input], dtype: "float32" };
  return { class_name: className, config: { name, ...config, ...first } };
}

function singles(arrays: readonly NDArray[]): Uint8Array {
  const values = arrays.flatMap(({ data }) => Array.from(data));
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
  return new Uint8Array(view.buffer);
}
