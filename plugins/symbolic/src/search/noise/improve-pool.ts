import { skeletonOf } from "../../expression/skeleton-of.js";
import { neighboursOf, tidiedForms } from "./neighbours.js";
import type { Pool } from "./pool.js";

const rounds = 3;
/** Of so many of the best formulas constants near a tidy value are made so, which may bring them to the top. */
const tidied = 150;
/** So many of the best formulas have all their neighbours tried. */
const best = 6;

/** Small changes to the best formulas of the pool, until they help no more. `done` remembers whose were tried. */
export function* improvePool(pool: Pool, variables: number, done: Set<string>): Generator<number, void> {
  for (const { expression } of pool.best(tidied)) {
    for (const changed of tidiedForms(expression)) pool.consider(changed);
    yield pool.takeWork();
  }
  for (let round = 0; round < rounds; round++) {
    for (const { expression } of pool.best(best)) {
      const structure = skeletonOf(expression);
      if (done.has(structure)) continue;
      done.add(structure);
      for (const neighbour of neighboursOf(expression, variables)) {
        pool.consider(neighbour);
        yield pool.takeWork();
      }
    }
  }
}
