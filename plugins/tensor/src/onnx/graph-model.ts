import type { Precision } from "../executors/executor.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import type { Graph } from "../graph/trace.js";
import { GraphWriter } from "./graph-writer.js";
import type { OnnxModel } from "./onnx-model.js";
import { rewrite } from "./rewrite.js";
import { kernelGradientRewrite, plainRewrites } from "./rewrites.js";

/** A graph as an ONNX model. Inputs are named `input0`, …, outputs `output0`, …; random tensors are given from outside. */
export interface GraphModel {
  readonly model: OnnxModel;
  /** Tensors that are computed outside and given as inputs of their names. */
  readonly drawn: ReadonlyMap<string, Tensor>;
}

const random = ["uniform", "normal"];
/** Written where they are read, because most operators take them in another form. */
const lazy = ["broadcast", "fill", "constant"];

/** Writes a graph in the operators of ONNX. */
export function graphModel(graph: Graph, precision: Precision): GraphModel {
  const { inputs, outputs } = rewrite(graph, precision === "double" ? plainRewrites : kernelGradientRewrite);
  const writer = new GraphWriter(precision);
  const drawn = new Map<string, Tensor>();
  for (const [i, input] of inputs.entries()) writer.name(input, `input${i}`);
  for (const tensor of inOrder(outputs)) {
    if (random.includes(tensor.primitive.name)) {
      const name = `drawn${drawn.size}`;
      writer.name(tensor, name);
      drawn.set(name, tensor);
    } else if (!lazy.includes(tensor.primitive.name)) writer.of(tensor);
  }
  outputs.forEach((output, i) => {
    writer.emit("Identity", [writer.of(output)], {}, `output${i}`);
  });
  return {
    drawn,
    model: {
      nodes: writer.nodes,
      initializers: writer.initializers,
      inputs: [
        ...inputs.map((input, i) => writer.value(`input${i}`, input)),
        ...Array.from(drawn, ([name, tensor]) => writer.value(name, tensor)),
      ],
      outputs: outputs.map((output, i) => writer.value(`output${i}`, output)),
    },
  };
}
