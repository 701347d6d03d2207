import { checkOptions, checkPositive, checkWhole, tick } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { type Bound, boxOf, clip, startOf } from "./box.js";
import { CountedObjective, type ScalarObjective } from "./scalar-objective.js";
import type { SearchResult } from "./search-result.js";

export interface NelderMeadOptions {
  /** Bounds of the variables, one for all or one each; none unless given. */
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** The size of the first simplex along each axis; 0.1 unless given. */
  readonly initialStep?: number;
  /** Ends when the simplex is no larger than this, and its values differ by no more; 1e-8, relative above 1. */
  readonly tolerance?: number;
  /** At most this many steps; 200 per variable. */
  readonly maxIterations?: number;
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * A local minimum of a function of a few variables, from its values alone, by a simplex that reflects, stretches and
 * shrinks: for functions with kinks or noise, up to about ten variables. Bounds are kept by moving points onto them.
 *
 * @example
 * const { x } = await nelderMead(([a, b]) => Math.abs(a - 1) + (b - a) ** 2, [0, 0]);
 * allClose(x, [1, 1], { absolute: 1e-6 }); // true
 *
 * @throws NumericError NOT_FINITE where the objective has no finite value at the start
 * @throws ValueError BAD_OPTION, BAD_VALUE
 * @see Gao & Han, Comput. Optim. Appl. 51 (2012) 259: parameters that adapt to the number of variables
 */
export async function nelderMead(
  objective: ScalarObjective,
  start: ArrayInput,
  options: NelderMeadOptions = {},
): Promise<SearchResult<"tolerance" | "maxIterations">> {
  checkOptions("nelderMead", options, ["lower", "upper", "initialStep", "tolerance", "maxIterations"]);
  const origin = startOf("nelderMead", start);
  const d = origin.length;
  const { initialStep = 0.1, tolerance = 1e-8, maxIterations = 200 * d } = options;
  checkPositive("nelderMead", "initialStep", initialStep);
  checkPositive("nelderMead", "tolerance", tolerance);
  checkWhole("nelderMead", "maxIterations", maxIterations, 0);
  const box = boxOf("nelderMead", d, options.lower, options.upper);
  const counted = new CountedObjective("nelderMead", objective);
  const vertex = async (x: Float64Array): Promise<Vertex> => {
    const inside = clip(x, box);
    return { x: inside, value: await counted.at(inside) };
  };
  const first = clip(origin, box);
  let simplex: Vertex[] = [{ x: first, value: await counted.atStart(first) }];
  for (let i = 0; i < d; i++) {
    const room = box.upper[i]! - first[i]! >= initialStep ? initialStep : -initialStep;
    simplex.push(await vertex(first.map((value, j) => (j === i ? value + room : value))));
  }
  const [stretch, contract, shrink] = [1 + 2 / d, 0.75 - 1 / (2 * d), d === 1 ? 0.5 : 1 - 1 / d];

  for (let iteration = 0; ; iteration++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0]!, simplex[d]!];
    await tick(iteration, maxIterations, { value: best.value });
    const converged = isSmall(simplex, tolerance);
    if (converged || iteration >= maxIterations) {
      const reason = converged ? "tolerance" : "maxIterations";
      return { ...best, iterations: iteration, evaluations: counted.evaluations, converged, reason };
    }
    const center = first.map((_, j) => simplex.slice(0, d).reduce((sum, { x }) => sum + x[j]!, 0) / d);
    const beyond = (factor: number) => vertex(center.map((value, j) => value + factor * (value - worst.x[j]!)));
    const next = await replacement(beyond, simplex, stretch, contract);
    if (next) simplex[d] = next;
    else {
      const moved = (from: Vertex) => from.x.map((value, j) => best.x[j]! + shrink * (value - best.x[j]!));
      const kept: Vertex[] = [best];
      for (const other of simplex.slice(1)) kept.push(await vertex(moved(other)));
      simplex = kept;
    }
  }
}

/** A better point than the worst one on the line through the centre of the others; nothing where there is none. */
async function replacement(
  beyond: (factor: number) => Promise<Vertex>,
  simplex: readonly Vertex[],
  stretch: number,
  contract: number,
): Promise<Vertex | undefined> {
  const reflected = await beyond(1);
  if (reflected.value < simplex[0]!.value) {
    const stretched = await beyond(stretch);
    return stretched.value < reflected.value ? stretched : reflected;
  }
  if (reflected.value < simplex.at(-2)!.value) return reflected;
  const isOutside = reflected.value < simplex.at(-1)!.value;
  const contracted = await beyond(isOutside ? contract : -contract);
  return contracted.value < Math.min(reflected.value, simplex.at(-1)!.value) ? contracted : undefined;
}

function isSmall(simplex: readonly Vertex[], tolerance: number): boolean {
  const best = simplex[0]!;
  return simplex.every(
    ({ x, value }) =>
      Math.abs(value - best.value) <= tolerance * Math.max(1, Math.abs(best.value)) &&
      x.every((entry, j) => Math.abs(entry - best.x[j]!) <= tolerance * Math.max(1, Math.abs(best.x[j]!))),
  );
}
