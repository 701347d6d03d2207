import { checkOptions, checkPositive, checkWhole, tick, ValueError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { latinHypercube } from "../designs/latin-hypercube.js";
import { type RandomStream, randomStream } from "../random/random-stream.js";
import { type Bound, type Box, boxOf, clip, startOf } from "./box.js";
import { CountedObjective, type ScalarObjective } from "./scalar-objective.js";
import type { SearchResult } from "./search-result.js";

export interface DifferentialEvolutionOptions {
  /** Bounds of the variables, one for all or one each. */
  readonly lower: Bound;
  readonly upper: Bound;
  /** How many points are kept; 10 per variable, at least 20. */
  readonly populationSize?: number;
  /** Ends when the values of all points differ by no more than this, relative to their mean above 1; 1e-8. */
  readonly tolerance?: number;
  /** At most this many generations; 1000. */
  readonly maxIterations?: number;
  readonly seed?: number;
}

interface Member {
  readonly x: Float64Array;
  readonly value: number;
}

const crossover = 0.7;

/**
 * A global minimum within bounds, likely but not certain, from values alone: points move by differences of other points.
 * `start` is one of the first points, the others fill the box.
 *
 * @example
 * const wavy = ([x]) => x ** 2 / 100 - Math.cos(x);
 * const { x } = await differentialEvolution(wavy, [7], { lower: -10, upper: 10 });
 * allClose(x, [0], { absolute: 1e-3 }); // true
 *
 * @throws NumericError NOT_FINITE where the objective has no finite value at the start
 * @throws ValueError BAD_OPTION, BAD_VALUE
 * @see Storn & Price, J. Glob. Optim. 11 (1997) 341: the strategy best/1/bin, with a random factor
 */
export async function differentialEvolution(
  objective: ScalarObjective,
  start: ArrayInput,
  options: DifferentialEvolutionOptions,
): Promise<SearchResult<"tolerance" | "maxIterations">> {
  const known = ["lower", "upper", "populationSize", "tolerance", "maxIterations", "seed"];
  checkOptions("differentialEvolution", options, known);
  const origin = startOf("differentialEvolution", start);
  const d = origin.length;
  const { populationSize = Math.max(20, 10 * d), tolerance = 1e-8, maxIterations = 1000, seed } = options;
  checkWhole("differentialEvolution", "populationSize", populationSize, 5);
  checkPositive("differentialEvolution", "tolerance", tolerance);
  checkWhole("differentialEvolution", "maxIterations", maxIterations, 0);
  const box = finiteBox(d, options);
  const counted = new CountedObjective("differentialEvolution", objective);
  const first = clip(origin, box);
  const members: Member[] = [{ x: first, value: await counted.atStart(first) }];
  const design = latinHypercube(populationSize - 1, d, { seed });
  for (let i = 0; i < populationSize - 1; i++) {
    const x = design.row(i).data.map((share, j) => box.lower[j]! + share * (box.upper[j]! - box.lower[j]!));
    members.push({ x, value: await counted.at(x) });
  }
  const stream = randomStream(seed).child(1);
  for (let generation = 0; ; generation++) {
    const best = members.reduce((least, member) => (member.value < least.value ? member : least));
    await tick(generation, maxIterations, { value: best.value });
    const converged = spreadOf(members) <= tolerance;
    if (converged || generation >= maxIterations) {
      const reason = converged ? "tolerance" : "maxIterations";
      return { ...best, iterations: generation, evaluations: counted.evaluations, converged, reason };
    }
    const factor = 0.5 + stream.uniform() / 2;
    for (let i = 0; i < populationSize; i++) {
      const x = crossed(members, i, best.x, factor, box, stream);
      const value = await counted.at(x);
      if (value <= members[i]!.value) members[i] = { x, value };
    }
  }
}

/** The best point moved by a difference of two others, mixed with the point it may replace. */
function crossed(
  members: readonly Member[],
  i: number,
  best: Float64Array,
  factor: number,
  box: Box,
  stream: RandomStream,
): Float64Array {
  const [a, b] = [members[stream.integer(members.length)]!.x, members[stream.integer(members.length)]!.x];
  const always = stream.integer(best.length);
  return members[i]!.x.map((own, j) => {
    if (j !== always && stream.uniform() >= crossover) return own;
    const moved = best[j]! + factor * (a[j]! - b[j]!);
    if (moved >= box.lower[j]! && moved <= box.upper[j]!) return moved;
    return box.lower[j]! + stream.uniform() * (box.upper[j]! - box.lower[j]!);
  });
}

/** How far the values lie apart, relative to their mean where that is above 1. */
function spreadOf(members: readonly Member[]): number {
  const values = members.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return (Math.max(...values) - Math.min(...values)) / Math.max(1, Math.abs(mean));
}

function finiteBox(d: number, { lower, upper }: DifferentialEvolutionOptions): Box {
  const box = boxOf("differentialEvolution", d, lower, upper);
  const open = box.lower.findIndex((low, i) => !Number.isFinite(low) || !Number.isFinite(box.upper[i]!));
  if (open < 0) return box;
  throw new ValueError(
    "BAD_OPTION",
    `differentialEvolution: variable ${open} has bounds ${box.lower[open]} and ${box.upper[open]}. Give finite ones.`,
  );
}
