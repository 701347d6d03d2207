import { checkWhole } from "@mesoscope/sdk";
import { environment } from "../../environment.js";
import { inOrder } from "../../graph/order.js";
import type { Graph } from "../../graph/trace.js";

/** Below this many entries in a tensor, sharing the work of an operator costs more than it saves. */
const worthSharing = 2 ** 17;

/**
 * 1 where all tensors that are computed are small; else what the environment variable `MESOSCOPE_THREADS` says, or 0 for
 * as many as the machine has cores. Data that are only read do not count.
 *
 * @throws ValueError BAD_OPTION where the variable is no whole number
 */
export function threadsFor({ outputs }: Graph): number {
  const isLarge = inOrder(outputs).some(({ inputs, size }) => inputs.length > 0 && size >= worthSharing);
  return isLarge ? threadLimit() : 1;
}

function threadLimit(): number {
  const given = environment("MESOSCOPE_THREADS");
  if (given === undefined) return 0;
  checkWhole("device", "MESOSCOPE_THREADS", Number(given), 1);
  return Number(given);
}
