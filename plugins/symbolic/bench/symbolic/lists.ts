import { feynmanLaws } from "./feynman.ts";
import { drawRows, type Law, type Rows, withNoise } from "./law.ts";
import { type Entry, entryOf } from "./manifest.ts";
import { scaledLaw } from "./scaled.ts";
import { strogatzProblems } from "./strogatz.ts";

/** A problem with its data: rows to learn from, with errors in the target, and others without. */
export interface ListedProblem {
  readonly entry: Entry;
  readonly train: Rows;
  readonly test: Rows;
}

const lists = {
  feynman: (seed: number) => feynmanLaws.map((law, i) => drawn(law, seed + 2 * i)),
  "feynman-scaled": (seed: number) => feynmanLaws.map((law, i) => drawn(scaledLaw(law, seed + i), seed + 2 * i)),
  strogatz: strogatzProblems,
};

function drawn(law: Law, seed: number): { law: Law; train: Rows; test: Rows } {
  return { law, train: drawRows(law, 1000, seed), test: drawRows(law, 500, seed + 1) };
}

/** The problems of a list, the same for the same seed. */
export function problemsOf(list: string, noise: number, seed: number): ListedProblem[] {
  if (!Object.hasOwn(lists, list)) {
    throw new Error(`bench symbolic: there is no list "${list}". There are: ${Object.keys(lists).join(", ")}.`);
  }
  return lists[list as keyof typeof lists](seed).map(({ law, train, test }, i) => ({
    entry: entryOf(law, list, noise, { train: train.target.length, test: test.target.length }),
    train: { columns: train.columns, target: withNoise(train.target, noise, seed + i) },
    test,
  }));
}
