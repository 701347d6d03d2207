import { ValueError } from "@mesoscope/sdk";
import { Discovery } from "./discovery.js";
import type { DiscoveryData } from "./discovery-data.js";

/** Tells whether a value is what `toJSON` of a discovery gave. */
export function isDiscoveryData(value: unknown): value is DiscoveryData {
  const { type, version } = (value ?? {}) as Partial<DiscoveryData>;
  return type === "discovery" && version === 1;
}

/**
 * The discovery whose `toJSON` gave `data`.
 *
 * @example
 * const X = [[1, 2], [2, 3], [3, 1], [4, 2], [5, 4], [6, 1]];
 * const law = await discover({ names: ["m", "v"], threads: 1, work: 1e5 }).fit(X, X.map(([m, v]) => m * v * v));
 * loadDiscovery(JSON.parse(JSON.stringify(law))).best.text === law.best.text; // true
 *
 * @throws ValueError BAD_VALUE
 */
export function loadDiscovery(data: DiscoveryData): Discovery {
  if (isDiscoveryData(data)) return new Discovery(() => data);
  throw new ValueError("BAD_VALUE", "loadDiscovery: this is no discovery of version 1. Give what toJSON gave.");
}
