import { DataError } from "@mesoscope/sdk";
import type { Candidate } from "../search/candidate.js";
import type { Problem } from "../search/problem.js";

/** A search as it was left, as plain JSON: `discover({ continueFrom })` goes on with it. */
export interface SavedSearch {
  readonly kind: "mesoscope.search";
  readonly front: readonly Candidate[];
  /** Of running so far. */
  readonly seconds: number;
  /** Node evaluations so far. */
  readonly work: number;
  /** Of the data, so that a search goes on with the same. */
  readonly checksum: string;
}

/** Of columns, target and weights: 64 bits in hexadecimal digits, by FNV-1a. */
export function checksumOf({ columns, target, weights }: Problem): string {
  let hash = 0xcbf29ce484222325n;
  for (const values of [...columns, target, weights ?? new Float64Array()]) {
    for (const word of new BigUint64Array(Float64Array.from(values).buffer)) {
      hash = BigInt.asUintN(64, (hash ^ word) * 0x100000001b3n);
    }
  }
  return hash.toString(16).padStart(16, "0");
}

/**
 * Checks that a search can go on with these data.
 *
 * @throws DataError FOREIGN_SEARCH
 */
export function checkSaved(saved: SavedSearch, problem: Problem): void {
  const isSearch = saved?.kind === "mesoscope.search" && Array.isArray(saved.front);
  if (isSearch && saved.checksum === checksumOf(problem)) return;
  throw new DataError(
    "FOREIGN_SEARCH",
    `discover: continueFrom ${isSearch ? "belongs to other data" : "is no saved search"}. Give what search.save() returned, and the same X and y.`,
  );
}
