import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { inputPrimitive } from "../../graph/leaves.js";
import { inOrder } from "../../graph/order.js";
import type { Tensor } from "../../graph/tensor.js";
import type { Graph } from "../../graph/trace.js";
import { kernels } from "./kernels.js";

/** The outputs of a graph for values of its inputs, node by node, in 64-bit numbers. */
export function runGraph(graph: Graph, inputs: readonly NDArray[]): NDArray[] {
  const values = new Map<Tensor, NDArray>(graph.inputs.map((input, i) => [input, inputs[i]!]));
  const order = inOrder(graph.outputs);
  const lastUse = new Map<Tensor, Tensor>();
  for (const tensor of order) for (const input of tensor.inputs) lastUse.set(input, tensor);
  for (const output of graph.outputs) lastUse.delete(output);
  for (const tensor of order) {
    if (values.has(tensor)) continue;
    values.set(
      tensor,
      compute(
        tensor,
        tensor.inputs.map((input) => values.get(input)!),
      ),
    );
    for (const input of tensor.inputs) if (lastUse.get(input) === tensor) values.delete(input);
  }
  return graph.outputs.map((output) => values.get(output)!);
}

function compute(tensor: Tensor, inputs: readonly NDArray[]): NDArray {
  if (tensor.primitive === (inputPrimitive as Tensor["primitive"])) {
    throw new ValueError(
      "FOREIGN_TENSOR",
      "evaluate: the result depends on a tensor of another trace. Give it as an argument.",
    );
  }
  return new NDArray(kernels[tensor.primitive.name]!(inputs, tensor), tensor.shape);
}
