import { cholesky, minimize, type NDArray, type RandomStream } from "@mesoscope/core";
import { ensembleSample, type LogDensity } from "../calibration/ensemble-sample.js";
import { attempt } from "../fit/objective.js";
import { ConditionedProcess } from "./conditioned-process.js";
import { hyperparameterAt, type ProcessFamily } from "./process-family.js";

/** Of so many draws from the prior the best begin a search by gradients. */
const guesses = 60;
const searches = 3;
const search = { gainTolerance: 0.1, maxStep: 1.5, maxIterations: 30 };
const step = 1e-4;
/** Modes so many nats below the best are left out. */
const depth = 3;
/** Steps until the ensemble has forgotten its start, and between those that are read. */
const burnIn = 100;
const between = 20;
/** With fewer targets all this is multiplied, at most by so much. */
const manyTargets = 30;
const mostPatience = 3;
/** Beyond so many standard deviations of the prior nothing is looked for. */
const farthest = 6;
const fewestWalkers = 24;

/**
 * `count` draws of the hyper-parameters of a family from their posterior: an ensemble is started around the modes that
 * searches by gradients find, walked, and read at intervals.
 */
export async function drawHyperparameters(
  family: ProcessFamily,
  X: NDArray,
  y: NDArray,
  { count, stream }: { count: number; stream: RandomStream },
): Promise<Float64Array[]> {
  const { hyperpriors } = family;
  const size = hyperpriors.length;
  const values = (place: Float64Array) => place.map((z, p) => hyperparameterAt(hyperpriors[p], z));
  const logPosterior = (place: Float64Array) => {
    if (place.some((z) => Math.abs(z) > farthest)) return Number.NEGATIVE_INFINITY;
    const process = attempt(() => new ConditionedProcess(family.bind(values(place)), X, y));
    return process ? process.logLikelihood - place.reduce((sum, z) => sum + z * z, 0) / 2 : Number.NEGATIVE_INFINITY;
  };
  const walkers = Math.max(fewestWalkers, 2 * (size + 1));
  const modes = await findModes(logPosterior, size, stream.child(0));
  const starts = startsAround(modes, logPosterior, size, walkers, stream.child(1));
  const reads = Math.ceil(count / walkers);
  // Few targets leave the posterior wide and uneven, and each step is cheap.
  const patience = Math.min(Math.max(Math.round(manyTargets / y.size), 1), mostPatience);
  const steps = patience * (burnIn + between * reads);
  const history = await ensembleSample(logPosterior, starts, { steps, stream: stream.child(2) });
  const read = Array.from({ length: reads }, (_, r) => history[steps - 1 - patience * between * r].places).flat();
  return read.slice(0, count).map(values);
}

interface Mode {
  readonly x: Float64Array;
  /** Lower Cholesky factor of the covariance there. */
  readonly factor: NDArray | undefined;
}

async function findModes(logPosterior: LogDensity, size: number, stream: RandomStream): Promise<Mode[]> {
  const objective = (place: Float64Array) => {
    const gradient = place.map((_, p) => {
      const moved = (by: number) => logPosterior(place.map((z, q) => (p === q ? z + by : z)));
      const slope = (moved(-step) - moved(step)) / (2 * step);
      return Number.isFinite(slope) ? slope : 0;
    });
    return { value: -logPosterior(place), gradient };
  };
  const places = Array.from({ length: guesses }, () => Float64Array.from({ length: size }, () => stream.normal()));
  const values = places.map(logPosterior);
  const best = [...places.keys()].toSorted((a, b) => values[b] - values[a]).slice(0, searches);
  const ends = [];
  for (const k of best) {
    if (Number.isFinite(values[k])) ends.push(await minimize(objective, places[k], search));
  }
  const lowest = Math.min(...ends.map((end) => end.value));
  return ends
    .filter(({ value }) => value < lowest + depth)
    .map(({ x, inverseHessian }) => ({ x, factor: attempt(() => cholesky(inverseHessian!)) }));
}

/** Draws around the modes in turn, ever closer to them where the density is 0. */
function startsAround(
  modes: readonly Mode[],
  logPosterior: LogDensity,
  size: number,
  walkers: number,
  stream: RandomStream,
): Float64Array[] {
  const starts: Float64Array[] = [];
  for (let tries = 0; starts.length < walkers; tries++) {
    const { x, factor } = modes[starts.length % modes.length];
    const z = Float64Array.from({ length: size }, () => stream.normal());
    const closeness = 0.7 ** Math.floor(tries / (4 * walkers));
    const place = x.map((value, i) => {
      if (!factor) return value + closeness * z[i];
      const row = factor.data.subarray(i * size, i * size + i + 1);
      return value + closeness * row.reduce((sum, entry, j) => sum + entry * z[j], 0);
    });
    if (logPosterior(place) > Number.NEGATIVE_INFINITY) starts.push(place);
  }
  return starts;
}
