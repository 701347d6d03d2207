import { inOrder } from "../../graph/order.js";
import type { Graph } from "../../graph/trace.js";

/** Below this many entries in a tensor, sharing the work of an operator costs more than it saves. */
const worthSharing = 2 ** 17;

/**
 * 1 for graphs of small tensors; for others what the environment variable `MESOSCOPE_THREADS` says, or else 0 for as many
 * as the machine has cores.
 */
export function threadsFor({ outputs }: Graph): number {
  const isSmall = inOrder(outputs).every(({ size }) => size < worthSharing);
  return isSmall ? 1 : threadLimit();
}

function threadLimit(): number {
  const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };
  return Number(process?.env.MESOSCOPE_THREADS ?? 0);
}
