import { median, norm } from "@mesoscope/core";
import { shortNumber } from "@mesoscope/sdk";
import { flatten, type NamedArrays } from "./named-arrays.js";
import type { ClientUpdate } from "./read-reply.js";
import type { Answers } from "./run-clients.js";

/** With fewer, nobody can say which one is far from the others. */
const fewest = 3;

/** Leaves out the updates that went more than `limit` times as far from `current` as the median client's. */
export function withoutFar(
  { given, leftOut }: Answers<ClientUpdate>,
  current: NamedArrays,
  limit: number,
): Answers<ClientUpdate> {
  if (given.length < fewest) return { given, leftOut };
  const norms = given.map(({ arrays }) => norm(stepOf(arrays, current)));
  const usual = median(norms);
  const isFar = (i: number) => norms[i]! > limit * usual;
  const far = given.flatMap(({ client }, i) => {
    const reason = `its update has norm ${shortNumber(norms[i]!)}, the median client's ${shortNumber(usual)}`;
    return isFar(i) ? [{ client, code: "FAR_FROM_OTHERS", reason }] : [];
  });
  return { given: given.filter((_, i) => !isFar(i)), leftOut: [...leftOut, ...far] };
}

/** How far arrays went, in one row. */
export function stepOf(arrays: NamedArrays, from: NamedArrays): Float64Array {
  const start = flatten(from, from);
  return flatten(arrays, from).map((value, i) => value - start[i]!);
}
