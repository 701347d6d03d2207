import type { DiscoverOptions, SavedSearch, Symbolic } from "./packages.js";
import type { Data } from "./read-data.js";

/** What an island of a cluster needs. */
export interface Island {
  /** Where `@mesoscope/symbolic` is. */
  readonly symbolic: string;
  readonly data: Pick<Data, "X" | "y">;
  readonly options: DiscoverOptions;
}

/** One search of several, with a seed of its own; gives what was found. Other processes import this module. */
export async function searchIsland(
  { symbolic, data, options }: Island,
  { seed }: { readonly seed: number },
): Promise<SavedSearch> {
  const { discover } = (await import(symbolic)) as Symbolic;
  const search = discover({ ...options, seed }).search(data.X, data.y);
  await search.result;
  return search.save();
}
