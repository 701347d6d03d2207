import { type Aggregator, entrywise } from "./aggregator.js";
import { middle } from "./trimmed-mean.js";

/**
 * Of every entry the median over the clients: it withstands nearly half of them sending anything at all. Clients count
 * alike, whatever their number of examples.
 *
 * @example
 * coordinateMedian().isMean; // false
 *
 * @see Yin et al., Byzantine-robust distributed learning, ICML (2018), definition 1
 */
export function coordinateMedian(): Aggregator {
  return entrywise("median", (sorted) => {
    const kept = middle(sorted);
    return (kept[0]! + kept.at(-1)!) / 2;
  });
}
