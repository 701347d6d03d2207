import { type MinimizeOptions, type Minimum, minimize, randomStream } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { jitterLadder } from "./jitter.js";
import { objectiveOf } from "./objective.js";
import type { Problem } from "./posterior.js";
import { sampleOf } from "./sample-of.js";
import type { SearchSpace } from "./search-space.js";

/** How the hyper-parameters were found. */
export interface SearchReport {
  /** The log marginal likelihood that each start led to; of a sample of the rows where there are many. */
  readonly starts: readonly number[];
  /** How often the log marginal likelihood and its gradient were computed. */
  readonly evaluations: number;
}

export interface SearchResult {
  /** All hyper-parameters of the kernel, then the noise. */
  readonly values: readonly number[];
  /** The jitter that was needed, relative to the mean diagonal. */
  readonly jitter: number;
  readonly report: SearchReport;
}

/** Beyond so many rows the starts see a sample of `sampleRows`. */
const fewRows = 384;
const sampleRows = 256;
/** Where a search ends, in nats that its next step promises: to tell starts apart, to finish, to finish many rows. */
const rough = 5e-3;
const fine = 1e-6;
const fineForMany = 5e-3;
const maxStep = 1.5;
const maxIterations = 100;
const extraStarts = 4;

type Objective = ReturnType<typeof objectiveOf>;

/**
 * The hyper-parameters of the highest marginal likelihood found from several starts.
 *
 * Where the best of them takes most of the targets for noise, more are tried. With many rows the starts see a sample, and
 * the best is finished on all.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE where no jitter helps
 */
export async function search(
  problem: Omit<Problem, "jitter">,
  kernel: Covariance,
  space: SearchSpace,
  { starts, seed }: { starts: number; seed: number },
): Promise<SearchResult> {
  const stream = randomStream(seed);
  const sample = problem.y.length > fewRows ? sampleOf(problem, sampleRows, stream.child(0)) : problem;
  const places = space.starts(starts + extraStarts, stream.child(1));
  let evaluations = 0;
  const count = () => {
    evaluations++;
  };

  for (const jitter of jitterLadder) {
    const onSample = objectiveOf({ ...sample, jitter }, kernel, space, count);
    const ends = await searchFrom(onSample, places.slice(0, -extraStarts), space);
    if (isMostlyNoise(ends, space, sample))
      ends.push(...(await searchFrom(onSample, places.slice(-extraStarts), space)));
    const onAll = objectiveOf({ ...problem, jitter }, kernel, space, count);
    const best = await finish(ends, onAll, space, sample.y.length / problem.y.length);
    if (best) {
      const report = { starts: ends.map((end) => -end.value), evaluations };
      return { values: space.values(best.x), jitter, report };
    }
  }
  throw new NumericError(
    "NOT_POSITIVE_DEFINITE",
    "gaussianProcess.fit: the covariance matrix is singular even with jitter. Let the noise be larger, or drop equal rows.",
  );
}

async function searchFrom(objective: Objective, places: readonly Float64Array[], space: SearchSpace) {
  const ends: Minimum[] = [];
  for (const place of places) {
    const end = await descend(objective, place, space, { gainTolerance: rough });
    if (end) ends.push(end);
  }
  return ends;
}

/** Goes on from the best end on all rows; `share` is the part of them that it has seen. */
async function finish(ends: readonly Minimum[], objective: Objective, space: SearchSpace, share: number) {
  for (const { x, inverseHessian } of ends.toSorted((a, b) => a.value - b.value)) {
    const learned = inverseHessian!.map((value) => value * share);
    const gainTolerance = share < 1 ? fineForMany : fine;
    const end = await descend(objective, x, space, { gainTolerance, inverseHessian: learned });
    if (end) return end;
  }
  return undefined;
}

/** The minimum from `place`; `undefined` where the matrix cannot be factored there. */
async function descend(
  objective: Objective,
  place: Float64Array,
  { lower, upper }: SearchSpace,
  options: MinimizeOptions,
): Promise<Minimum | undefined> {
  try {
    return await minimize(objective, place, { lower, upper, maxStep, maxIterations, ...options });
  } catch (error) {
    if ((error as Partial<NumericError>).code === "NOT_FINITE") return undefined;
    throw error;
  }
}

/** Whether the best end takes more than half of the measured targets' variance for noise. */
function isMostlyNoise(ends: readonly Minimum[], space: SearchSpace, { y, bounds }: Omit<Problem, "jitter">): boolean {
  const best = ends.toSorted((a, b) => a.value - b.value).at(0);
  if (!best) return false;
  const measured = y.filter((_, i) => !bounds?.[i]);
  const variance = measured.reduce((total, value) => total + value * value, 0) / measured.length;
  return space.values(best.x).at(-1)! ** 2 > variance / 2;
}
