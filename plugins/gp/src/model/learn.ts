import { type MinimizeOptions, type Minimum, minimize, randomStream, type ValueAndGradient } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import { attempt } from "../fit/objective.js";
import type { SearchReport } from "../fit/search.js";
import type { SearchSpace } from "../fit/search-space.js";

/** What is maximised: the log evidence at all hyper-parameters, and its slope by the logarithm of each. */
export type Evidence = (values: readonly number[]) => ValueAndGradient;

/** How hyper-parameters are learned. */
export interface LearnOptions {
  readonly owner: string;
  readonly starts?: number;
  readonly seed?: number;
  /** Places to begin at instead of the standard ones: all hyper-parameters of each. */
  readonly from?: readonly (readonly number[])[];
  readonly maxIterations?: number;
}

export interface Learned {
  readonly values: readonly number[];
  readonly report: SearchReport;
}

const rough = 5e-3;
const fine = 1e-6;

/**
 * The hyper-parameters of the highest evidence and prior, from several starts; the best is finished.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE where the evidence can be computed at no start
 */
export async function learn(evidence: Evidence, space: SearchSpace, options: LearnOptions): Promise<Learned> {
  const { owner, starts = 3, seed = 0, from, maxIterations = 100 } = options;
  let evaluations = 0;
  const objective = (place: Float64Array): ValueAndGradient => {
    evaluations++;
    const values = space.values(place);
    const found = attempt(() => evidence(values));
    if (!found || !Number.isFinite(found.value)) {
      return { value: Number.POSITIVE_INFINITY, gradient: new Float64Array(place.length) };
    }
    const prior = space.logPrior(values);
    return {
      value: -found.value - prior.value,
      gradient: Float64Array.from(space.free, (p) => -found.gradient[p] - prior.gradient[p]),
    };
  };
  const descend = async (place: Float64Array, settings: MinimizeOptions): Promise<Minimum | undefined> => {
    const { lower, upper } = space;
    try {
      return await minimize(objective, place, { lower, upper, maxStep: 1.5, maxIterations, ...settings });
    } catch (error) {
      if ((error as Partial<NumericError>).code === "NOT_FINITE") return undefined;
      throw error;
    }
  };

  const places =
    from?.map((values) => Float64Array.from(space.free, (p) => Math.log(values[p]))) ??
    space.starts(starts, randomStream(seed));
  const ends: Minimum[] = [];
  for (const place of places) {
    const end = await descend(place, { gainTolerance: rough });
    if (end) ends.push(end);
  }
  const [best] = ends.toSorted((a, b) => a.value - b.value);
  const end = best && (await descend(best.x, { gainTolerance: fine, inverseHessian: best.inverseHessian! }));
  if (end) return { values: space.values(end.x), report: { starts: ends.map(({ value }) => -value), evaluations } };
  throw new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `${owner}: no start gave a covariance matrix that can be factored. Let the noise be larger, or drop equal rows.`,
  );
}
