import type { NDArray, RandomStream } from "@mesoscope/core";
import { type Displayable, displaySymbol } from "@mesoscope/sdk";
import type { Shape, Tensor } from "@mesoscope/tensor";
import { layerText } from "./layer-text.js";
import type { ParameterTree } from "./parameter-tree.js";

/** Shapes of a tree of tensors, each without its first axis, along which rows, nodes or edges lie. */
export type Shapes<T> = T extends Tensor ? Shape : { readonly [K in keyof T]: Shapes<T[K]> };

/** A dense layer or a convolution at work. */
export interface SummingLayer {
  readonly weights: Tensor;
  readonly bias: Tensor;
  /** Along which axis of the sums its channels or units lie, and along which of the weights. */
  readonly axes: { readonly sums: number; readonly weights: number };
}

/** What a layer may need besides its parameters and input. */
export interface Context {
  /** Whether the network is being trained: dropout acts only then. */
  readonly training: boolean;
  /** A whole number from which random numbers are drawn, another one in each step. */
  readonly key?: Tensor;
  /** Where in a network the layer stands, such as `layer 2 (residual), layer 1 (attention)`. */
  readonly place?: string;
  /** Is told what each layer gives, in order: so the layer is found whose numbers overflow. */
  readonly watch?: (place: string, output: unknown) => void;
  /** Is told the weights of each attention, in order, of shape [n, heads, places, places]. */
  readonly watchAttention?: (weights: Tensor) => void;
  /** May change the sums of each dense layer and convolution before their activation, in order. */
  readonly changeSums?: (sums: Tensor, layer: SummingLayer) => Tensor;
}

/** A layer as plain data; `loadLayer` reads it. */
export interface LayerData {
  readonly layer: string;
  readonly options: unknown;
}

/**
 * A function with parameters, as a value: what shape it gives, where its parameters start, and how it is computed. Whole
 * networks are layers too.
 *
 * Input and output are tensors, or lists and objects of tensors. Layers keep nothing between two calls: batch
 * normalisation, whose running statistics are such a memory, is left out in favour of `groupNorm` and `layerNorm`, which
 * are the same in training and prediction, in chunks of a batch and on every client of a federation. What it allows in
 * another domain, `adaptStatistics` does for any network.
 */
export interface Layer<In = Tensor, Out = Tensor> extends Displayable {
  readonly name: string;
  /**
   * The shape of the output, without the first axis.
   *
   * @throws ShapeError SHAPE_MISMATCH, naming the layer, where the input does not fit
   */
  outputShape(input: Shapes<In>): Shapes<Out>;
  /** Parameters to start training from, drawn from the stream. */
  parameters(input: Shapes<In>, stream: RandomStream): ParameterTree<NDArray>;
  apply(parameters: ParameterTree<Tensor>, x: In, context: Context): Out;
  toJSON(): LayerData;
}

/**
 * A layer from its three rules; `options` are what it was made with, plain data or layers.
 *
 * @example
 * const scale = defineLayer("scale", {}, {
 *   outputShape: (input) => input,
 *   parameters: () => ({ factor: ones([1]) }),
 *   apply: ({ factor }, x) => multiply(factor, x),
 * });
 * scale.outputShape([3]); // [3]
 */
export function defineLayer<In = Tensor, Out = Tensor>(
  name: string,
  options: unknown,
  rules: Pick<Layer<In, Out>, "outputShape" | "parameters" | "apply">,
): Layer<In, Out> {
  const toJSON = (): LayerData => ({ layer: name, options: JSON.parse(JSON.stringify(options)) });
  return Object.freeze({
    name,
    ...rules,
    toJSON,
    [displaySymbol]: () => ({ "text/plain": layerText(toJSON()) }),
  });
}
