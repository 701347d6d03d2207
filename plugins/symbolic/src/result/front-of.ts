import type { Candidate } from "../search/candidate.js";
import { misfitNats } from "../search/description-length.js";

/** Nats by which a formula must fit better than a simpler one to say something else. */
const leastGain = 1e-3;

/**
 * By ascending complexity what fits better than all that are as simple, or describes the data more shortly: it may need a
 * constant less. So the shortest description of all is there. A longer formula that fits better by rounding only is mostly
 * the one before in another spelling.
 */
export function frontOf(known: readonly Candidate[], rows: number): Candidate[] {
  const ordered = known.toSorted((a, b) => a.complexity - b.complexity || a.descriptionLength - b.descriptionLength);
  const saysMore = (candidate: Candidate, other: Candidate) =>
    misfitNats(other.loss, rows) - misfitNats(candidate.loss, rows) > leastGain ||
    candidate.descriptionLength < other.descriptionLength;
  return ordered.filter((candidate, k) => ordered.slice(0, k).every((other) => saysMore(candidate, other)));
}
