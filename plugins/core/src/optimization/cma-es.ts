import { checkOptions, checkPositive, checkWhole, tick } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { randomStream } from "../random/random-stream.js";
import { type Bound, boxOf, clip, startOf } from "./box.js";
import { CountedObjective, type ScalarObjective } from "./scalar-objective.js";
import { SearchDistribution } from "./search-distribution.js";
import type { SearchResult } from "./search-result.js";

export interface CmaEsOptions {
  /** Bounds of the variables, one for all or one each; none unless given. */
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** The standard deviation of the first points about the start: about a third of where the minimum may lie; 0.3. */
  readonly initialStep?: number;
  /** Points per generation; 4 + 3 log(variables). */
  readonly populationSize?: number;
  /** Ends, or starts again, when steps and values vary no more than this, values relative above 1; 1e-10. */
  readonly tolerance?: number;
  /** At most this many generations in all; 1000. */
  readonly maxIterations?: number;
  /** How often to start again with twice the population, for functions of many minima; 0. */
  readonly restarts?: number;
  readonly seed?: number;
}

type Reason = "tolerance" | "maxIterations";

/**
 * A low minimum of a function from its values alone, by a normal distribution of points that learns its mean, width and
 * covariance: for functions with many minima, noise or bad scaling, up to about a hundred variables. Bounds are kept by
 * moving points onto them.
 *
 * @example
 * const valley = ([a, b]) => (a - 1) ** 2 + 100 * (b - a ** 2) ** 2;
 * const { x } = await cmaEs(valley, [-1, 1]);
 * allClose(x, [1, 1], { absolute: 1e-3 }); // true
 *
 * @throws NumericError NOT_FINITE where the objective has no finite value at the start
 * @throws ValueError BAD_OPTION, BAD_VALUE
 * @see Hansen, The CMA evolution strategy: a tutorial, arXiv:1604.00772; Auger & Hansen, CEC (2005) 1769, for restarts
 */
export async function cmaEs(
  objective: ScalarObjective,
  start: ArrayInput,
  options: CmaEsOptions = {},
): Promise<SearchResult<Reason>> {
  const known = ["lower", "upper", "initialStep", "populationSize", "tolerance", "maxIterations", "restarts", "seed"];
  checkOptions("cmaEs", options, known);
  const origin = startOf("cmaEs", start);
  const d = origin.length;
  const { initialStep = 0.3, populationSize = 4 + Math.floor(3 * Math.log(d)), tolerance = 1e-10 } = options;
  const { maxIterations = 1000, restarts = 0, seed } = options;
  checkPositive("cmaEs", "initialStep", initialStep);
  checkPositive("cmaEs", "tolerance", tolerance);
  checkWhole("cmaEs", "populationSize", populationSize, 2);
  checkWhole("cmaEs", "maxIterations", maxIterations, 0);
  checkWhole("cmaEs", "restarts", restarts, 0);
  const box = boxOf("cmaEs", d, options.lower, options.upper);
  const counted = new CountedObjective("cmaEs", objective);
  const first = clip(origin, box);
  let best = { x: first, value: await counted.atStart(first) };
  let iteration = 0;
  let reason: Reason = "maxIterations";

  for (let run = 0; run <= restarts && iteration < maxIterations; run++) {
    const stream = randomStream(seed).child(run);
    const size = populationSize * 2 ** run;
    const search = new SearchDistribution(run === 0 ? first : elsewhere(), initialStep, size);
    reason = "maxIterations";
    for (; iteration < maxIterations && reason !== "tolerance"; iteration++) {
      await tick(iteration, maxIterations, { value: best.value });
      const points: { x: Float64Array; value: number }[] = [];
      for (let k = 0; k < size; k++) {
        const x = clip(search.draw(stream), box);
        points.push({ x, value: await counted.at(x) });
      }
      points.sort((a, b) => a.value - b.value);
      if (points[0]!.value < best.value) best = points[0]!;
      search.update(points.map(({ x }) => x));
      const spread = points.at(-1)!.value - points[0]!.value;
      const isFlat = spread <= tolerance * Math.max(1, Math.abs(best.value));
      if (isFlat && search.width <= Math.max(Math.sqrt(tolerance), tolerance)) reason = "tolerance";
      if (search.width <= tolerance || search.isDegenerate) reason = "tolerance";
    }

    /** A random point of the box, or of the first distribution where there is none. */
    function elsewhere(): Float64Array {
      return first.map((value, j) => {
        const [low, high] = [box.lower[j]!, box.upper[j]!];
        const isBounded = Number.isFinite(high - low);
        return isBounded ? low + (high - low) * stream.uniform() : value + initialStep * stream.normal();
      });
    }
  }
  return {
    ...best,
    iterations: iteration,
    evaluations: counted.evaluations,
    converged: reason === "tolerance",
    reason,
  };
}
