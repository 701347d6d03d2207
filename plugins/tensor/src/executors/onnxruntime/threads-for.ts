import { inOrder } from "../../graph/order.js";
import type { Graph } from "../../graph/trace.js";

/** Below this many entries in a tensor, sharing the work of an operator costs more than it saves. */
const worthSharing = 2 ** 17;

/** 1 for graphs of small tensors, 0 for as many threads as the machine has cores. */
export function threadsFor({ outputs }: Graph): number {
  return inOrder(outputs).some(({ size }) => size >= worthSharing) ? 0 : 1;
}
