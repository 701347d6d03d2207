import { type RandomStream, randomStream, type ValueAndGradient } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance, Parameter } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { checkCount } from "../covariance/levels.js";
import { matern } from "../covariance/matern.js";
import { checkStart, type Fixed, readStart } from "../covariance/start.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { evidence } from "../fit/evidence.js";
import { attempt } from "../fit/objective.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { type Evidence, learn } from "../model/learn.js";
import { logNormalPrior, type Prior } from "../priors/prior.js";
import { BayesianModel, type BayesianState } from "./bayesian-model.js";
import { convergence } from "./diagnostics.js";
import { laplaceDraws } from "./laplace.js";
import { type Chain, nuts } from "./nuts.js";

/** Options of `bayesianGaussianProcess`. */
export interface BayesianGaussianProcessOptions {
  /** The covariance function, `matern()` by default; every term gets an output scale. */
  readonly kernel?: Covariance;
  /** The standard deviation of the noise: a prior, a number about which it lies, or `fixed(…)`. */
  readonly noise?: number | Fixed | Prior;
  /**
   * How hyper-parameters are drawn: `chains` of the no-U-turn sampler (the default), right for any shape of their
   * posterior, or `mode`, places about the most probable one weighed by their density: several times as fast, and right where
   * there is one peak.
   */
  readonly inference?: "chains" | "mode";
  /** How many chains run, 2 by default, each from its own place. */
  readonly chains?: number;
  /** Draws of each chain that are kept, 250 by default; with `mode` all draws, 64 by default. */
  readonly draws?: number;
  /** Draws of each chain before those, to learn the step; 200 by default. */
  readonly warmup?: number;
  /** Of all random numbers; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process with sampled hyper-parameters; made by `bayesianGaussianProcess`. */
export interface BayesianGaussianProcess extends Estimator<ArrayLike, ArrayLike, BayesianModel>, Displayable {
  readonly options: BayesianGaussianProcessOptions;
}

const owner = "bayesianGaussianProcess";
/** Hyper-parameters without a prior lie within this many factors of e of what is typical for the data. */
const vagueSpread = 1.5;
const startSpread = 0.3;
/** Draws that predictions are mixed of, at most. */
const mixedDraws = 64;

/**
 * Regression by a Gaussian process whose hyper-parameters are not chosen but sampled, by the no-U-turn sampler.
 *
 * For few data, where the most probable hyper-parameters alone give bands that are too narrow. Hyper-parameters without a
 * prior get a vague log-normal one about what is typical for the data; priors in the kernel replace it. Predictions are a
 * mixture over the draws. One draw of a chain costs some ten evaluations of the evidence and its gradient, one about the
 * mode four.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n].
 *
 * @example
 * const spec = bayesianGaussianProcess({ draws: 50, warmup: 50 });
 * const model = await spec.fit([0, 1, 2, 3, 4], [0, 0.8, 0.9, 0.1, -0.8]);
 * model.draws.shape; // [100, 3]
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Hoffman & Gelman, JMLR 15 (2014) 1593
 */
export function bayesianGaussianProcess(options: BayesianGaussianProcessOptions = {}): BayesianGaussianProcess {
  checkOptions(owner, options, ["kernel", "noise", "inference", "chains", "draws", "warmup", "seed"]);
  const { kernel, noise, inference = "chains", chains = 2, draws = 250, warmup = 200 } = options;
  if (inference !== "chains" && inference !== "mode") {
    throw new ValueError("BAD_OPTION", `${owner}: inference is ${inference}. Give "chains" or "mode".`);
  }
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  checkStart(owner, "noise", noise);
  checkCount(owner, "chains", chains, 1);
  checkCount(owner, "draws", draws, 8);
  checkCount(owner, "warmup", warmup, 8);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitBayesian(options, X, y),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "Matérn 5/2"}, ${inference === "mode" ? "draws about the mode" : `${chains} chains of ${draws} draws`}`,
    }),
  };
}

async function fitBayesian(options: BayesianGaussianProcessOptions, points: ArrayLike, targets: ArrayLike) {
  const { inference = "chains", seed = 0 } = options;
  const data = readMeasured(points, targets, `${owner}.fit`);
  const { X, y, inputs } = data;
  const columns = X.shape[1];
  const kernel = withOutputScale(options.kernel ?? matern());
  const scale = dataScale(data);
  const bare = [...kernel.parameters(columns), noiseParameter(readStart(owner, "noise", options.noise, 1))];
  const typical = searchSpace(bare, scale).given;
  const parameters = bare.map((parameter, p): Parameter => {
    const prior = parameter.prior ?? logNormalPrior({ median: typical[p], spread: vagueSpread });
    return parameter.fixed ? parameter : { ...parameter, prior };
  });
  const space = searchSpace(parameters, scale);
  const deviations = y.data.map((value) => value - scale.centre);
  const problem = { X, y: deviations, bounds: undefined, meanVariance: scale.spread ** 2, jitter: 0 };
  const evidenceAt: Evidence = (at) =>
    evidence(problem, kernel.bind(at.slice(0, -1), columns), at.at(-1)!, at.length - 1);
  /** Of the logarithms of the free hyper-parameters, whose volume adds their sum. */
  const logDensity = (place: Float64Array) => {
    const at = space.values(place);
    const found = attempt(() => evidenceAt(at));
    const prior = space.logPrior(at);
    const value = (found?.value ?? Number.NEGATIVE_INFINITY) + prior.value + place.reduce((sum, u) => sum + u, 0);
    const slope = (p: number) => (found?.gradient[p] ?? 0) + prior.gradient[p] + 1;
    return { value, gradient: Float64Array.from(space.free, slope) };
  };

  const { values: mode } = await learn(evidenceAt, space, { owner: `${owner}.fit`, starts: 1, seed });
  const start = Float64Array.from(space.free, (p) => Math.log(mode[p]));
  const stream = randomStream(seed);
  const found = await (inference === "mode" ? aboutMode : byChains)(logDensity, start, options, stream);
  const all = found.draws.map((place) => space.values(place));
  const mixed = Math.min(mixedDraws, all.length);
  return new BayesianModel({
    kernel,
    fixed: parameters.map((parameter) => parameter.fixed),
    draws: all,
    mixed: Array.from({ length: mixed }, (_, k) => Math.floor(((k + 0.5) * all.length) / mixed)),
    convergence: found.convergence,
    divergences: found.divergences,
    evaluations: found.evaluations,
    chains: found.chains,
    prior: { mean: scale.centre, variance: scale.spread ** 2 },
    X,
    y,
    inputs,
  });
}

interface Draws extends Pick<BayesianState, "convergence" | "divergences" | "evaluations" | "chains"> {
  readonly draws: readonly Float64Array[];
}

type LogDensity = (place: Float64Array) => ValueAndGradient;

async function byChains(
  logDensity: LogDensity,
  start: Float64Array,
  { chains = 2, draws = 250, warmup = 200 }: BayesianGaussianProcessOptions,
  stream: RandomStream,
): Promise<Draws> {
  const runs: Chain[] = [];
  for (let c = 0; c < chains; c++) {
    const own = stream.child(c);
    const place = start.map((value) => value + startSpread * own.normal());
    runs.push(await nuts(logDensity, place, { warmup, draws, stream: own }));
  }
  return {
    draws: runs.flatMap((run) => run.draws),
    convergence: Array.from(start, (_, k) => convergence(runs.map((run) => run.draws.map((place) => place[k])))),
    divergences: runs.reduce((total, run) => total + run.divergences, 0),
    evaluations: runs.reduce((total, run) => total + run.evaluations, 0),
    chains,
  };
}

async function aboutMode(
  logDensity: LogDensity,
  start: Float64Array,
  { draws = 64 }: BayesianGaussianProcessOptions,
  stream: RandomStream,
): Promise<Draws> {
  const { effectiveSampleSize, ...found } = await laplaceDraws(logDensity, start, { draws, stream });
  const convergence = Array.from(start, () => ({ effectiveSampleSize }));
  return { ...found, convergence, divergences: 0, chains: 0 };
}
