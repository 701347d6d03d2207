import { latinHypercube, type NDArray, normalCdf, randomStream } from "@mesoscope/core";
import { checkOptions, NumericError, tick, ValueError } from "@mesoscope/sdk";
import { matern } from "../covariance/matern.js";
import { fixed } from "../covariance/start.js";
import { gaussianProcess } from "../gaussian-process.js";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { withObservation } from "../optimization/with-observation.js";
import type { Input } from "../propagation/input-distribution.js";
import type { Simulated } from "../propagation/simulator-function.js";
import { FailureProbability } from "./failure-probability.js";
import { type NormalLimitState, normalLimitState } from "./limit-state.js";

/** Options of `activeLearningReliability`. */
export interface ActiveLearningOptions {
  /** Random points that are classified, 20 000 by default: some 100 / probability are needed. */
  readonly samples?: number;
  /** Spread points that come first; 12 by default. */
  readonly initial?: number;
  /** At most this many evaluations, 200 by default. */
  readonly maxEvaluations?: number;
  /** 0 by default. */
  readonly seed?: number;
}

/** A sign is sure where the mean is this many standard deviations from 0: wrong with probability 0.023. */
const sure = 2;
/** Points with means nearest to 0, among which the least sure is looked for. */
const watched = 2000;
const refitEvery = 5;
const chunk = 4000;
/** Of the normal variables that the first points fill. */
const firstRange = 4;
/** Of the signs by which the probability may still change, as a share of it. */
const allowedDoubt = 0.01;

/**
 * The probability that a dear limit state is at most 0, from few evaluations: a Gaussian process classifies random points,
 * and each evaluation goes where its sign is least sure (AK-MCS).
 *
 * The interval is that of the random points, and widened by the points whose sign is still in doubt.
 *
 * @param limitState a function of one point; failure is where it is at most 0
 *
 * @example
 * const inputs = [normal(), normal()];
 * const result = await activeLearningReliability(([a, b]) => 2.5 - a - 0.1 * b * b, inputs, { samples: 2000 });
 * result.evaluations < 60; // true
 *
 * @throws NumericError NOT_CONVERGED where no random point fails; ValueError BAD_OPTION; DataError MISSING_VALUES
 * @see Echard, Gayton & Lemaire, AK-MCS, Structural Safety 33 (2011) 145
 */
export async function activeLearningReliability(
  limitState: Simulated,
  inputs: readonly Input[],
  options: ActiveLearningOptions = {},
): Promise<FailureProbability> {
  const owner = "activeLearningReliability";
  checkOptions(owner, options, ["samples", "initial", "maxEvaluations", "seed"]);
  const { samples = 20_000, initial = 12, maxEvaluations = 200, seed = 0 } = options;
  for (const [name, value, least] of [
    ["samples", samples, 100],
    ["initial", initial, 4],
    ["maxEvaluations", maxEvaluations, initial],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a whole number of at least ${least}.`);
  }
  const state = normalLimitState(owner, limitState, inputs);
  const population = randomStream(seed).normals([samples, state.size]);
  let model = await firstModel(state, initial, seed);
  for (;;) {
    await tick(state.evaluations(), maxEvaluations);
    const means = meansOf(model, population);
    const nearest = [...means.keys()].sort((a, b) => Math.abs(means[a]) - Math.abs(means[b])).slice(0, watched);
    const first = leastSure(model, population, nearest);
    // Far from all that was evaluated a mean says little: before the end every point is looked at.
    const { least, doubt } = first.least.sureness >= sure ? leastSure(model, population, [...means.keys()]) : first;
    const failing = means.reduce((count, value) => count + +(value <= 0), 0);
    const isDone = least.sureness >= sure || (failing > 0 && doubt < allowedDoubt * failing);
    if (isDone || state.evaluations() >= maxEvaluations) {
      if (failing > 0) return resultOf(failing, doubt, samples, state);
      throw new NumericError(
        "NOT_CONVERGED",
        `${owner}: none of ${samples} random points fails, so the probability is below ${(3 / samples).toPrecision(1)}. Take more samples, or subsetSimulation.`,
      );
    }
    const point = population.take([least.row]);
    const values = await state.at(point);
    model = withObservation(model, point, values);
    if (state.evaluations() % refitEvery === 0 || state.evaluations() < 3 * initial) {
      model = await gaussianProcess({ kernel: matern(), noise: fixed(noiseOf(model.data.y.data)), seed }).fit(
        model.data.X,
        model.data.y,
      );
    }
  }
}

function resultOf(failing: number, doubt: number, samples: number, state: NormalLimitState): FailureProbability {
  const probability = failing / samples;
  const sampling = (1 - probability) / (samples * probability);
  return new FailureProbability({
    method: `a Gaussian process on ${samples} random points (AK-MCS)`,
    probability,
    coefficientOfVariation: Math.sqrt(sampling + (doubt / failing) ** 2),
    evaluations: state.evaluations(),
  });
}

async function firstModel(state: NormalLimitState, initial: number, seed: number): Promise<GaussianProcessModel> {
  const X = latinHypercube(initial, state.size, { seed }).map((p) => firstRange * (2 * p - 1));
  const y = await state.at(X);
  return gaussianProcess({ kernel: matern(), noise: fixed(noiseOf(y)), seed }).fit(X, y);
}

/** Little enough to count as none, and enough to keep the covariance matrix regular. */
function noiseOf(y: Float64Array): number {
  return 1e-4 * (Math.max(...y) - Math.min(...y) || 1);
}

function meansOf(model: GaussianProcessModel, population: NDArray): Float64Array {
  const means = new Float64Array(population.shape[0]);
  for (let from = 0; from < means.length; from += chunk) {
    means.set(model.predict(population.slice(from, from + chunk)).data, from);
  }
  return means;
}

/** The point of `rows` whose sign is least sure, and how many signs are expected to be wrong. */
function leastSure(model: GaussianProcessModel, population: NDArray, rows: readonly number[]) {
  let least = { row: rows[0], sureness: Number.POSITIVE_INFINITY };
  let doubt = 0;
  for (let from = 0; from < rows.length; from += chunk) {
    const part = rows.slice(from, from + chunk);
    const { mean, std } = model.predictive(population.take(part), { noise: false });
    for (const [k, row] of part.entries()) {
      if (std.data[k] === 0) continue;
      const sureness = Math.abs(mean.data[k]) / std.data[k];
      if (sureness < least.sureness) least = { row, sureness };
      doubt += normalCdf(-sureness);
    }
  }
  return { least, doubt };
}
