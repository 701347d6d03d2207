import { NDArray, type RandomStream, zeros } from "@mesoscope/core";
import {
  add,
  divide,
  exp,
  multiply,
  reshape,
  type Shape,
  sliceAlong,
  subtract,
  sum,
  type Tensor,
  tanh,
  tensor,
} from "@mesoscope/tensor";
import { applyChild } from "../layers/child.js";
import { convolution } from "../layers/convolution.js";
import type { Context, Layer } from "../layers/layer.js";
import { mlpLayers } from "../layers/mlp-layers.js";
import type { ParameterTree } from "../layers/parameter-tree.js";
import { sequential } from "../layers/sequential.js";

type Parameters<Leaf> = { readonly network: ParameterTree<Leaf>; readonly gain: Leaf };

/**
 * A step of a flow: every other entry stays, of a field every other point, and the others are scaled and shifted by what a
 * network makes of those.
 *
 * @see Dinh, Sohl-Dickstein & Bengio, Density estimation using Real NVP, ICLR (2017), equations 8 and 9
 */
export class AffineCoupling {
  /** Which number of the flow it has; the next one keeps what this one changes. */
  readonly #index: number;
  readonly #hidden: readonly number[];

  constructor(index: number, hidden: readonly number[]) {
    this.#index = index;
    this.#hidden = hidden;
  }

  /** It starts as a shift, whatever the network. */
  parameters(shape: Shape, stream: RandomStream): Parameters<NDArray> {
    return { network: this.#network(shape).parameters(shape, stream), gain: zeros(shape) };
  }

  /** The logarithm of the determinant is of shape [n]. */
  forward(parameters: ParameterTree<Tensor>, x: Tensor, context: Context) {
    const { logScale, shift } = this.#moves(parameters, x, context);
    const logDeterminant = sum(reshape(logScale, [x.shape[0], -1]), 1);
    return { y: add(multiply(exp(logScale), x), shift), logDeterminant };
  }

  inverse(parameters: ParameterTree<Tensor>, y: Tensor, context: Context): Tensor {
    const { logScale, shift } = this.#moves(parameters, y, context);
    return divide(subtract(y, shift), exp(logScale));
  }

  /** The same before and after the step, as they follow from what it keeps; 0 there. */
  #moves(parameters: ParameterTree<Tensor>, x: Tensor, context: Context) {
    const { network, gain } = parameters as Parameters<Tensor>;
    const shape = x.shape.slice(1);
    const kept = this.#kept(shape);
    const changed = kept.map((value) => 1 - value);
    const found = applyChild(this.#network(shape), this.#index, network, multiply(tensor(kept), x), context);
    const [scales, shifts] = [sliceAlong(found, 1, 0, shape[0]), sliceAlong(found, 1, shape[0], 2 * shape[0])];
    const bounded = multiply(gain, tanh(scales));
    return { logScale: multiply(tensor(changed), bounded), shift: multiply(tensor(changed), shifts) };
  }

  #network(shape: Shape): Layer {
    const outputs = 2 * shape[0];
    if (shape.length === 1) return mlpLayers({ hidden: this.#hidden, outputs });
    return sequential([
      ...this.#hidden.map((channels) => convolution({ channels, kernel: 3, activation: "silu" })),
      convolution({ channels: outputs, kernel: 3 }),
    ]);
  }

  /** 1 where entries stay, else 0: in turn along a vector, like a chessboard over a field, for all of its channels. */
  #kept(shape: Shape): NDArray {
    const lengths = shape.length === 1 ? shape : shape.slice(1);
    const size = shape.reduce((product, length) => product * length, 1);
    const parityAt = (at: number) => {
      let [left, parity] = [at, this.#index];
      for (const length of lengths.toReversed()) {
        parity += left % length;
        left = Math.floor(left / length);
      }
      return parity % 2;
    };
    return new NDArray(
      Float64Array.from({ length: size }, (_, at) => parityAt(at)),
      shape,
    );
  }
}
