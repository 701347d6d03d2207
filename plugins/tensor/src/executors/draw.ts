import type { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import type { Graph } from "../graph/trace.js";
import { randomKernels } from "./reference/random-kernels.js";
import { runGraph } from "./reference/run-graph.js";

/** Whether a tensor holds random numbers. */
export function isDrawn({ primitive }: Tensor): boolean {
  return primitive.name in randomKernels;
}

/**
 * Draws the random numbers of a graph outside of the device, by the reference executor: the same on every device.
 *
 * @throws ValueError KEY_ON_DEVICE where a key is made of the state, which stays on the device
 */
export function drawerOf(
  graph: Graph,
  carried: number,
): { drawn: Tensor[]; draw(inputs: readonly NDArray[]): NDArray[] } {
  const drawn = inOrder(graph.outputs).filter(isDrawn);
  const state = new Set(graph.inputs.slice(0, carried));
  const blocked = drawn.find((tensor) => inOrder([tensor]).some((needed) => state.has(needed)));
  if (blocked) {
    throw new ValueError(
      "KEY_ON_DEVICE",
      `${blocked.primitive.name}: the key is made of the state, which stays on the device. Give it as an argument of the step.`,
    );
  }
  const needed = { inputs: graph.inputs.slice(carried), outputs: drawn };
  return { drawn, draw: (inputs) => (drawn.length === 0 ? [] : runGraph(needed, inputs)) };
}
