import { NDArray, normalLogCdf } from "@mesoscope/core";
import { gaussianProcess } from "../gaussian-process.js";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import type { Acquisition } from "./acquisition.js";
import { expectedHypervolumeImprovement } from "./expected-hypervolume-improvement.js";
import type { Evaluation } from "./optimization-study.js";
import { type Box, freeColumns } from "./pareto.js";
import { withObservation } from "./with-observation.js";

/** Room beyond the worst objectives seen, as a share of their range. */
const margin = 0.1;

/** A process for every objective and every constraint, over the unit cube. */
export interface Surrogates {
  readonly objectives: readonly GaussianProcessModel[];
  readonly constraints: readonly GaussianProcessModel[];
  /** Values at all points, evaluated or believed: those that are allowed. */
  readonly allowed: readonly (readonly number[])[];
  /** The same, as if an evaluation had given what is predicted. */
  believing(point: Float64Array): Surrogates;
}

export async function fitSurrogates(X: NDArray, evaluations: readonly Evaluation[], seed: number): Promise<Surrogates> {
  const fitAll = async (columns: number[][]) => {
    const models: GaussianProcessModel[] = [];
    for (const column of columns) models.push(await gaussianProcess({ seed }).fit(X, column));
    return models;
  };
  const columnsOf = (pick: (one: Evaluation) => readonly number[]) =>
    pick(evaluations[0]).map((_, k) => evaluations.map((one) => pick(one)[k]));
  const objectives = await fitAll(columnsOf((one) => one.objectives));
  const constraints = await fitAll(columnsOf((one) => one.constraints));
  const allowed = evaluations.filter((one) => one.constraints.every((value) => value <= 0));
  return surrogatesOf(
    objectives,
    constraints,
    allowed.map((one) => one.objectives),
  );
}

function surrogatesOf(
  objectives: readonly GaussianProcessModel[],
  constraints: readonly GaussianProcessModel[],
  allowed: Surrogates["allowed"],
): Surrogates {
  return {
    objectives,
    constraints,
    allowed,
    believing(point) {
      const at = new NDArray(point, [1, point.length]);
      const expected = objectives.map((model) => model.predict(at).data[0]);
      const limits = constraints.map((model) => model.predict(at).data[0]);
      const isAllowed = limits.every((value) => value <= 0);
      return surrogatesOf(
        objectives.map((model, k) => withObservation(model, at, [expected[k]])),
        constraints.map((model, k) => withObservation(model, at, [limits[k]])),
        isAllowed ? [...allowed, expected] : allowed,
      );
    },
  };
}

/**
 * The acquisition of points of the unit cube, with the logarithm of the probability that they keep the constraints added.
 *
 * @see Gardner et al., Bayesian optimization with inequality constraints, ICML 2014
 */
export function scoreOf(surrogates: Surrogates, acquisition: Acquisition, points: NDArray): Float64Array {
  const { constraints, allowed } = surrogates;
  // Until a point is allowed, only the chance to find one counts.
  const scores = allowed.length > 0 ? gains(surrogates, acquisition, points) : new Float64Array(points.shape[0]);
  for (const model of constraints) {
    const { mean, std } = model.predictive(points, { noise: false });
    for (let i = 0; i < scores.length; i++) {
      scores[i] += std.data[i] > 0 ? normalLogCdf(-mean.data[i] / std.data[i]) : mean.data[i] > 0 ? -1e6 : 0;
    }
  }
  return scores;
}

function gains({ objectives, allowed }: Surrogates, acquisition: Acquisition, points: NDArray): Float64Array {
  if (objectives.length === 1) {
    const best = allowed.reduce((low, [value]) => Math.min(low, value), Number.POSITIVE_INFINITY);
    return acquisition.score({ model: objectives[0], best }, points);
  }
  const free = freeBelow(objectives, allowed);
  const predicted = objectives.map((model) => model.predictive(points, { noise: false }));
  return Float64Array.from({ length: points.shape[0] }, (_, i) =>
    Math.log(
      expectedHypervolumeImprovement(
        predicted.map(({ mean }) => mean.data[i]),
        predicted.map(({ std }) => std.data[i]),
        free,
      ),
    ),
  );
}

/** What is not dominated below a little more than the worst objectives seen. */
function freeBelow(objectives: readonly GaussianProcessModel[], allowed: Surrogates["allowed"]): Box[] {
  const reference = objectives.map(({ data: { y } }) => {
    const [low, high] = [Math.min(...y.data), Math.max(...y.data)];
    return high + margin * (high - low || 1);
  });
  return freeColumns(new NDArray(Float64Array.from(allowed.flat()), [allowed.length, reference.length]), reference);
}
