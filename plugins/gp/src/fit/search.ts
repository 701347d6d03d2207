import {
  type MinimizeOptions,
  type Minimum,
  minimize,
  type NDArray,
  type RandomStream,
  randomStream,
} from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { jitterLadder } from "./jitter.js";
import { objectiveOf } from "./objective.js";
import type { Problem } from "./posterior.js";
import { fewRows, sampleOf, sampleSize } from "./sample-of.js";
import type { SearchSpace } from "./search-space.js";
import { takeBounds } from "./training-data.js";

/** How the hyper-parameters were found. */
export interface SearchReport {
  /** The log marginal likelihood that each start led to; of a sample of the rows where there are many. */
  readonly starts: readonly number[];
  /** How often the log marginal likelihood and its gradient were computed. */
  readonly evaluations: number;
}

/** Where a search ended: the logarithms of the free hyper-parameters, and what it learned of the curvature there. */
export interface SearchEnd {
  readonly place: Float64Array;
  readonly inverseHessian: NDArray;
  /** How many rows it saw. */
  readonly rows: number;
}

export interface SearchResult {
  /** All hyper-parameters of the kernel, then the noise. */
  readonly values: readonly number[];
  /** The jitter that was needed, relative to the mean diagonal. */
  readonly jitter: number;
  readonly report: SearchReport;
  readonly end: SearchEnd;
}

/** How a search goes. */
export interface SearchOptions {
  readonly starts: number;
  readonly seed: number;
  /** Where a search of other rows, or with a similar kernel, ended: this one goes on from there. */
  readonly from?: SearchEnd | undefined;
}

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
  { starts, seed, from }: SearchOptions,
): Promise<SearchResult> {
  const stream = randomStream(seed);
  const rows = problem.y.length;
  const sample = sampled(problem, stream.child(0));
  const places = space.starts(starts + extraStarts, stream.child(1));
  let evaluations = 0;
  const count = () => {
    evaluations++;
  };
  const finished = ({ x, value, inverseHessian }: Minimum, jitter: number, ends: readonly Minimum[]): SearchResult => ({
    values: space.values(x),
    jitter,
    report: { starts: ends.length > 0 ? ends.map((end) => -end.value) : [-value], evaluations },
    end: { place: x, inverseHessian: inverseHessian!, rows },
  });

  for (const jitter of jitterLadder) {
    const onAll = objectiveOf({ ...problem, jitter }, kernel, space, count);
    const reached = from && (await finish([from], onAll, space, rows));
    if (reached && !isMostlyNoise([reached], space, problem)) return finished(reached, jitter, []);
    const onSample = objectiveOf({ ...sample, jitter }, kernel, space, count);
    const ends = await searchFrom(onSample, places.slice(0, -extraStarts), space, sample.y.length);
    if (isMostlyNoise(ends, space, sample))
      ends.push(...(await searchFrom(onSample, places.slice(-extraStarts), space, sample.y.length)));
    const best = await finish(endsOf(ends, sample.y.length, onAll), onAll, space, rows);
    if (best) return finished(best, jitter, ends);
  }
  throw new NumericError(
    "NOT_POSITIVE_DEFINITE",
    "gaussianProcess.fit: the covariance matrix is singular even with jitter. Let the noise be larger, or drop equal rows.",
  );
}

/** The problem, or some rows of it where it has many. */
function sampled<P extends Omit<Problem, "jitter">>(problem: P, stream: RandomStream): P {
  if (problem.y.length <= fewRows) return problem;
  const rows = sampleOf(problem.y.length, sampleSize, stream);
  const y = Float64Array.from(rows, (i) => problem.y[i]);
  return { ...problem, X: problem.X.take(rows), y, bounds: takeBounds(problem.bounds, rows) };
}

/** The ends of searches of so many rows, first the best by what all rows say. */
function endsOf(minima: readonly Minimum[], rows: number, onAll: Objective): SearchEnd[] {
  return minima
    .map(({ x, inverseHessian }) => ({ place: x, inverseHessian: inverseHessian!, rows, value: onAll(x).value }))
    .toSorted((a, b) => a.value - b.value);
}

async function searchFrom(objective: Objective, places: readonly Float64Array[], space: SearchSpace, rows: number) {
  const ends: Minimum[] = [];
  for (const place of places) {
    const end = await descend(objective, place, space, { gainTolerance: rough, curvature: rows });
    if (end) ends.push(end);
  }
  return ends;
}

/** Goes on from the first end from which it can, on all rows: the more rows, the sharper the curvature. */
async function finish(ends: readonly SearchEnd[], objective: Objective, space: SearchSpace, rows: number) {
  for (const end of ends) {
    const { place, inverseHessian } = end.rows < rows ? withinFeeling(end, objective, space) : end;
    const learned = inverseHessian.map((value) => (value * end.rows) / rows);
    const gainTolerance = rows > fewRows ? fineForMany : fine;
    const found = await descend(objective, place, space, { gainTolerance, inverseHessian: learned });
    if (found) return found;
  }
  return undefined;
}

/**
 * The end, or one with shorter length scales: an input that did not matter in a sample may matter to all rows, but the
 * likelihood is flat where its length scale was left. Of the curvature by those nothing is known.
 */
function withinFeeling(end: SearchEnd, objective: Objective, space: SearchSpace): SearchEnd {
  const felt = space.felt(end.place);
  if (felt.every((value, k) => value === end.place[k])) return end;
  const { gradient } = objective(felt);
  const matters = felt.map((value, k) => Number(value < end.place[k] && gradient[k] > 0));
  const size = felt.length;
  return {
    place: felt.map((value, k) => (matters[k] ? value : end.place[k])),
    inverseHessian: end.inverseHessian.map((value, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      return matters[i] || matters[j] ? Number(i === j) : value;
    }),
    rows: end.rows,
  };
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
