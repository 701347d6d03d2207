import { asArray, concatenate, type NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  DataError,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type Model,
  ShapeError,
} from "@mesoscope/sdk";
import { compile, evaluate, type ImportedModel, readOnnx, type Tensor } from "@mesoscope/tensor";
import { base64ToBytes, bytesToBase64 } from "../base64.js";
import { showShape } from "../layers/chain-error.js";

/** A network of another program as plain data. */
export interface OnnxNetworkData {
  readonly type: "onnxNetwork";
  readonly version: 1;
  /** The file in base 64. */
  readonly file: string;
}

/**
 * A network that another program wrote as an `.onnx` file, such as PyTorch, as a model: with one input and one output, and
 * rows along the first axis of both.
 *
 * @example
 * const fitted = await mlp({ hidden: [4], epochs: 1 }).fit([0, 1, 2, 3], [1, 3, 2, 4]);
 * const network = onnxNetwork(fitted.toOnnx());
 * Math.abs(network.predict([[1.5]]).data[0] - fitted.predict([1.5]).data[0]) < 1e-5; // true
 *
 * @throws DataError BAD_FILE, EXTERNAL_DATA, UNSUPPORTED
 */
export function onnxNetwork(bytes: Uint8Array): OnnxNetwork {
  return new OnnxNetwork(bytes);
}

/**
 * The network that `toJSON` wrote.
 *
 * @throws DataError BAD_FILE where the data is no saved network
 */
export function loadOnnxNetwork(json: unknown): OnnxNetwork {
  const { type, version, file } = (json ?? {}) as Partial<OnnxNetworkData>;
  if (type === "onnxNetwork" && version === 1 && typeof file === "string") return new OnnxNetwork(base64ToBytes(file));
  throw new DataError(
    "BAD_FILE",
    "loadOnnxNetwork: the data is no saved network. Give what JSON.parse makes of a saved one.",
  );
}

/** A network of another program; `onnxNetwork` makes it. */
export class OnnxNetwork implements Model<ArrayLike, NDArray>, Displayable {
  readonly #bytes: Uint8Array;
  readonly #model: ImportedModel;

  /** @internal */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#model = readOnnx(bytes);
    const { inputs, outputs } = this.#model;
    if (inputs.length === 1 && outputs.length === 1) return;
    throw new DataError(
      "UNSUPPORTED",
      `onnxNetwork: the network has ${inputs.length} inputs and ${outputs.length} outputs. Read it with tensor's readOnnx.`,
    );
  }

  /** Lengths of the input's axes; a name for one that may differ. */
  get inputShape(): readonly (number | string)[] {
    return this.#model.inputs[0].shape;
  }

  /** Weights by their names. */
  get parameters(): Readonly<Record<string, NDArray>> {
    return this.#model.parameters;
  }

  /**
   * The output for every row of X, in 64-bit numbers.
   *
   * @throws ShapeError SHAPE_MISMATCH where rows of X have another shape than those of the network
   */
  predict(X: ArrayLike): NDArray {
    return this.#joined(
      this.#batches(X).map((batch) => evaluate(this.#function, batch)),
      X,
    );
  }

  /**
   * As `predict`, on a device.
   *
   * @param device the fastest that is there unless given
   *
   * @throws as `predict`; ValueError NO_DEVICE
   */
  async predictOn(device: string | undefined, X: ArrayLike): Promise<NDArray> {
    const compiled = compile(this.#function, { device });
    try {
      const results: NDArray[] = [];
      for (const batch of this.#batches(X)) results.push(await compiled(batch));
      return this.#joined(results, X);
    } finally {
      compiled.dispose();
    }
  }

  /** Plain data from which `loadOnnxNetwork` makes the same network. */
  toJSON(): OnnxNetworkData {
    return { type: "onnxNetwork", version: 1, file: bytesToBase64(this.#bytes) };
  }

  toString(): string {
    const count = Object.values(this.parameters).reduce((total, { size }) => total + size, 0);
    const [input] = this.#model.inputs;
    return `network from an ONNX file, input ${input.name} [${input.shape.join(", ")}], ${count} parameters`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }

  readonly #function = (x: Tensor): Tensor => {
    const { inputs, outputs, apply } = this.#model;
    return apply({ [inputs[0].name]: x })[outputs[0].name];
  };

  /** The rows of X, in batches of as many as the network takes at once; the last one is filled up with its last row. */
  #batches(X: ArrayLike): NDArray[] {
    const x = asArray(X, "onnxNetwork.predict: X");
    const [batch, ...row] = this.inputShape;
    const fits =
      x.rank === row.length + 1 && row.every((length, i) => typeof length === "string" || length === x.shape[i + 1]);
    if (!fits || x.shape[0] === 0) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `onnxNetwork.predict: X has shape ${showShape(x.shape)} but the network takes [${this.inputShape.join(", ")}]. Give such rows.`,
      );
    }
    if (typeof batch === "string" || batch === x.shape[0]) return [x];
    const last = x.shape[0] - 1;
    return Array.from({ length: Math.ceil(x.shape[0] / batch) }, (_, k) =>
      x.take(Array.from({ length: batch }, (_, i) => Math.min(k * batch + i, last))),
    );
  }

  #joined(results: readonly NDArray[], X: ArrayLike): NDArray {
    return concatenate([...results]).slice(0, asArray(X).shape[0]);
  }
}
