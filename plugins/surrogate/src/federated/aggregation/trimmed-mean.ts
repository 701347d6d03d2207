import { checkNumber, checkOptions } from "@mesoscope/sdk";
import { type Aggregator, entrywise } from "./aggregator.js";

/** Options of `trimmedMean`. */
export interface TrimmedMeanOptions {
  /** The share of the clients that are left out at either end, below 0.5. Default 0.1. */
  readonly share?: number;
}

/**
 * Of every entry the mean without the largest and the smallest values: it withstands up to that share of clients
 * that send anything at all. Clients count alike, whatever their number of examples.
 *
 * @example
 * trimmedMean({ share: 0.2 }).name; // "trimmed mean, share 0.2"
 *
 * @throws ValueError BAD_OPTION
 * @see Yin et al., Byzantine-robust distributed learning, ICML (2018), definition 2
 */
export function trimmedMean(options: TrimmedMeanOptions = {}): Aggregator {
  checkOptions("trimmedMean", options, ["share"]);
  const { share = 0.1 } = options;
  checkNumber("trimmedMean", "share", share, "a number above 0 and below 0.5", (value) => value > 0 && value < 0.5);
  return entrywise(`trimmed mean, share ${share}`, (sorted) => {
    const cut = Math.ceil(share * sorted.length - 1e-9);
    const kept = 2 * cut < sorted.length ? sorted.subarray(cut, sorted.length - cut) : middle(sorted);
    return kept.reduce((sum, value) => sum + value, 0) / kept.length;
  });
}

/** The one or two values in the middle. */
export function middle(sorted: Float64Array): Float64Array {
  return sorted.subarray(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
}
