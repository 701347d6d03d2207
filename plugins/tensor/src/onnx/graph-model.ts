import type { Precision } from "../executors/executor.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import type { Graph } from "../graph/trace.js";
import { GraphWriter } from "./graph-writer.js";
import type { OnnxModel } from "./onnx-model.js";
import { type Rewrites, rewrite } from "./rewrite.js";
import { doubleRewrites, singleRewrites } from "./rewrites.js";

/** Written where they are read, because most operators take them in another form. */
const lazy = ["broadcast", "fill", "constant"];

/** What a device asks for. */
export interface GraphModelOptions {
  /** Tensors that are given from outside, as `drawn0`, …. */
  readonly drawn?: readonly Tensor[];
  /** For a device that lacks operators. */
  readonly rewrites?: Rewrites;
  /** How many channels of an image the device keeps side by side in convolutions, 1 unless given. */
  readonly channelBlock?: number;
}

/**
 * A graph in the operators of ONNX. Inputs are named `input0`, …, outputs `output0`, ….
 */
export function graphModel(
  graph: Graph,
  precision: Precision,
  { drawn = [], rewrites = {}, channelBlock }: GraphModelOptions = {},
): OnnxModel {
  const common = precision === "double" ? doubleRewrites : singleRewrites;
  const outputs = rewrite(graph, { ...common, ...rewrites }, drawn);
  const writer = new GraphWriter(precision, channelBlock);
  const named = (what: string, tensors: readonly Tensor[]) =>
    tensors.map((tensor, i) => {
      writer.name(tensor, `${what}${i}`);
      return writer.value(`${what}${i}`, tensor);
    });
  const inputs = [...named("input", graph.inputs), ...named("drawn", drawn)];
  for (const tensor of inOrder(outputs)) if (!lazy.includes(tensor.primitive.name)) writer.of(tensor);
  outputs.forEach((output, i) => {
    writer.emit("Identity", [writer.of(output)], {}, `output${i}`);
  });
  return {
    nodes: writer.nodes,
    initializers: writer.initializers,
    inputs,
    outputs: outputs.map((output, i) => writer.value(`output${i}`, output)),
  };
}
