import { checkOptions, checkPositive } from "@mesoscope/sdk";
import type { Aggregator } from "./aggregator.js";
import { fedAvg } from "./fed-avg.js";

/** Options of `fedProx`. */
export interface FedProxOptions {
  /** μ in μ/2 ‖w − w₀‖². */
  readonly strength: number;
}

/**
 * The weighted mean of `fedAvg`, from clients that are held to the arrays w₀ they got: each adds strength/2 ‖w − w₀‖²
 * to its loss. Clients of differing data, or that train for differing times, then drift apart less. The strength
 * reaches a client as `proximalStrength`; adding the term to its loss is up to the client.
 *
 * @example
 * fedProx({ strength: 0.1 }).proximalStrength; // 0.1
 *
 * @throws ValueError BAD_OPTION
 * @see Li et al., Federated optimization in heterogeneous networks, MLSys (2020), equation 2
 */
export function fedProx(options: FedProxOptions): Aggregator {
  checkOptions("fedProx", options, ["strength"]);
  checkPositive("fedProx", "strength", options.strength);
  return { ...fedAvg(), name: `FedProx, strength ${options.strength}`, proximalStrength: options.strength };
}
