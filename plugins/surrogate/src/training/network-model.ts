import type { NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type Model,
  ValueError,
} from "@mesoscope/sdk";
import { compile, type Tensor, tensor, writeOnnx } from "@mesoscope/tensor";
import { layersModel } from "../exchange/layers-model/layers-model.js";
import type { Layer, LayerData } from "../layers/layer.js";
import { countParameters, mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { displayModel, modelText } from "./display-model.js";
import { evaluateTree } from "./evaluate-tree.js";
import { lastDensePlace } from "./last-dense.js";
import { readNetworkRows } from "./read-network-rows.js";
import { type Scaling, type ScalingData, saveScaling, scaled, unscaled } from "./scaling.js";
import type { Trained } from "./train.js";

/** All that a fitted network is made of. */
export interface NetworkState {
  /** What the estimator is called. */
  readonly name: string;
  readonly network: Layer;
  readonly trained: Trained;
  /** Shapes of one row of the inputs and of the targets. */
  readonly inputShape: readonly number[];
  readonly targetShape: readonly number[];
  /** The axis along which channels lie, counted with that of rows. */
  readonly channelAxis: number;
  readonly inputs: Scaling;
  readonly targets: Scaling;
}

/** A fitted network as plain data. */
export interface NetworkModelData extends Omit<NetworkState, "network" | "trained" | "inputs" | "targets"> {
  readonly type: "neuralNetwork";
  readonly version: 1;
  readonly network: LayerData;
  readonly inputs: ScalingData;
  readonly targets: ScalingData;
  readonly trained: Omit<Trained, "parameters"> & { readonly parameters: unknown };
}

/**
 * A fitted network; `mlp(…).fit` and `neuralNetwork(…).fit` make it.
 *
 * @example
 * const X = Array.from({ length: 30 }, (_, i) => i / 10);
 * const model = await mlp({ hidden: [8], epochs: 2 }).fit(X, X.map(Math.sin));
 * model.predict([0.5, 1.5]).shape; // [2]
 */
export class NetworkModel implements Model<ArrayLike, NDArray>, Displayable {
  readonly #state: NetworkState;

  /** @internal */
  constructor(state: NetworkState) {
    this.#state = state;
  }

  /** All that it is made of. @internal */
  get state(): NetworkState {
    return this.#state;
  }

  /** What the estimator is called, such as "mlp". */
  get name(): string {
    return this.#state.name;
  }

  get network(): Layer {
    return this.#state.network;
  }

  /** By name, in lists and objects, as the network has them: to train on from, or to share. */
  get parameters(): ParameterTree<NDArray> {
    return this.#state.trained.parameters;
  }

  get parameterCount(): number {
    return countParameters(this.parameters);
  }

  /** Losses by epoch, of standardised targets where the loss is not relative. */
  get history(): Trained["history"] {
    return this.#state.trained.history;
  }

  /** The epoch whose parameters these are. */
  get bestEpoch(): number {
    return this.#state.trained.bestEpoch;
  }

  /** Why training ended. */
  get ended(): Trained["ended"] {
    return this.#state.trained.ended;
  }

  /** What went wrong in training, where something did. */
  get warning(): string | undefined {
    return this.#state.trained.warning;
  }

  /**
   * The targets of every row of X, in 64-bit numbers, at once: meant for few rows, as in the right-hand side of an equation.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has another form than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const x = this.#rows("predict", X);
    return this.#targets(evaluateTree(this.#function, this.parameters, x) as NDArray);
  }

  /**
   * As `predict`, on a device: for many rows, or large ones.
   *
   * @param device such as "reference"; the fastest that is there unless given
   *
   * @throws as `predict`; ValueError NO_DEVICE
   */
  async predictOn(device: string | undefined, X: ArrayLike): Promise<NDArray> {
    const x = this.#rows("predictOn", X);
    // The types do not know the form of the parameters.
    const compiled = compile(this.#function as (parameters: object, x: Tensor) => Tensor, { device });
    try {
      return this.#targets(await compiled(this.parameters, x));
    } finally {
      compiled.dispose();
    }
  }

  /**
   * How much each place of a sequence looked at each other, for every attention of the network in order: arrays of shape
   * [n, heads, places, places], whose rows add up to 1. None where the network has no attention.
   *
   * @throws as `predict`
   */
  attentionWeights(X: ArrayLike): NDArray[] {
    const x = this.#rows("attentionWeights", X);
    return evaluateTree(this.#attention, this.parameters, x) as NDArray[];
  }

  /**
   * What the dense layer that ends the network is given for each row, of shape [n, …, features].
   *
   * @throws as `predict`; ValueError NO_DENSE_LAYER where the network ends otherwise, or in a dense layer with activation
   */
  features(X: ArrayLike): NDArray {
    const { name, network } = this.#state;
    const x = this.#rows("features", X);
    const place = lastDensePlace(network.toJSON());
    if (place === undefined) {
      throw new ValueError(
        "NO_DENSE_LAYER",
        `${name}.features: the network is no chain that ends in a dense layer without activation. Let sequential end in one.`,
      );
    }
    const features = (parameters: ParameterTree<Tensor>, rows: Tensor) => this.#before(place, parameters, rows);
    return evaluateTree(features, this.parameters, x) as NDArray;
  }

  /**
   * The bytes of an `.onnx` file with input `x` and output `y`, for any number of rows: onnxruntime runs it in Python and
   * other languages, in 32-bit numbers and the units of the data.
   *
   * @example
   * const model = await mlp({ hidden: [4], epochs: 1 }).fit([0, 1, 2, 3], [1, 3, 2, 4]);
   * onnxNetwork(model.toOnnx()).inputShape; // ["batch", 1]
   */
  toOnnx(): Uint8Array {
    const { inputShape, name } = this.#state;
    const parameters = mapLeaves(this.parameters, (leaf) => tensor(leaf));
    const names = { inputs: ["x"], outputs: ["y"], anyBatch: true, metadata: { model: name } };
    return writeOnnx((x) => this.#function(parameters, x), [[1, ...inputShape]], names);
  }

  /**
   * Writes `model.json` and the file of weights that it names into a folder, from which `tf.loadLayersModel` of TensorFlow.js
   * makes the same network, in browsers too: in 32-bit numbers and the units of the data, for rows of the lengths of `fit`.
   * Targets that are single numbers come as one column. A former model in the folder is replaced whole or not at all.
   *
   * For chains of `activation`, `convolution` and pooling over one or two axes, `dense`, `dropout`, `exchangeAxes`, `flatten`,
   * `layerNorm`, `lstm` and `reshapeTo`.
   *
   * @example
   * const model = await mlp({ hidden: [4], epochs: 1 }).fit([0, 1, 2, 3], [1, 3, 2, 4]);
   * await model.toLayersModel(`${process.env.TMPDIR ?? "/tmp"}/mesoscope-example-model`);
   *
   * @throws DataError UNSUPPORTED, which names the layer that TensorFlow.js does not have
   */
  async toLayersModel(folder: string): Promise<void> {
    const files = layersModel(this.#state);
    const { writeLayersModel } = await import("../exchange/layers-model/write-layers-model.node.js");
    await writeLayersModel(folder, files);
  }

  /** Plain data from which `loadNeuralNetwork` makes the same model. */
  toJSON(): NetworkModelData {
    const { network, trained, inputs, targets, ...rest } = this.#state;
    return {
      type: "neuralNetwork",
      version: 1,
      ...rest,
      network: network.toJSON(),
      inputs: saveScaling(inputs),
      targets: saveScaling(targets),
      trained: { ...trained, parameters: mapLeaves(trained.parameters, (leaf) => leaf.toJSON()) },
    };
  }

  [displaySymbol](): Promise<MimeBundle> {
    return displayModel(this);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return modelText(this);
  }

  /** Shapes of a row of the inputs and of the targets. */
  get shapes(): { readonly input: readonly number[]; readonly target: readonly number[] } {
    return { input: this.#state.inputShape, target: this.#state.targetShape };
  }

  readonly #function = (parameters: ParameterTree<Tensor>, x: Tensor): Tensor => {
    const { network, inputs, targets } = this.#state;
    return unscaled(network.apply(parameters, scaled(x, inputs), { training: false }), targets);
  };

  readonly #attention = (parameters: ParameterTree<Tensor>, x: Tensor): Tensor[] => {
    const { network, inputs } = this.#state;
    const weights: Tensor[] = [];
    const context = { training: false, watchAttention: (one: Tensor) => void weights.push(one) };
    network.apply(parameters, scaled(x, inputs), context);
    return weights;
  };

  /** What the layer at a place is given: what the layer before gave. */
  #before(place: string, parameters: ParameterTree<Tensor>, x: Tensor): Tensor {
    const { network, inputs } = this.#state;
    const rows = scaled(x, inputs);
    let [given, last] = [rows, rows];
    const watch = (at: string, output: unknown) => {
      if (at === place) given = last;
      last = output as Tensor;
    };
    network.apply(parameters, rows, { training: false, watch });
    return given;
  }

  #rows(method: string, X: ArrayLike): NDArray {
    return readNetworkRows(`${this.name}.${method}: X`, this.#state, X);
  }

  #targets(values: NDArray): NDArray {
    return this.#state.targetShape.length === 0 ? values.reshape([values.size]) : values;
  }
}
