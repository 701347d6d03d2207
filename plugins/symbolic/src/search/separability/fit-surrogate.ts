import type { EvaluatorData } from "../../engine/evaluator.js";
import { axisOf, momentsOf } from "./axis.js";
import { condition, type Hyperparameters, type Posterior, type Standardized } from "./evidence.js";
import { Surrogate } from "./surrogate.js";

const steps = 40;
const firstStep = 0.5;
const growth = 1.2;
const mostStep = 2;

/** Multiplications of an inverse that take as long as the evaluation of a node. */
const operationsPerNode = 16;

/** Over the variance: with less noise than this the covariance is singular to rounding. */
const leastNoise = 1e-8;

/**
 * A smooth surrogate of the target: a Gaussian process with a length scale per variable. Lengths, variance and noise are
 * those of the largest evidence that steps along the signs of its gradient reach. `undefined` where rows repeat so that
 * there is none.
 *
 * @see Riedmiller & Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", IEEE
 * International Conference on Neural Networks (1993), 586–591
 */
export function* fitSurrogate(sample: EvaluatorData): Generator<number, Surrogate | undefined, void> {
  const axes = sample.columns.map(axisOf);
  const place = (point: readonly number[]) => point.map((value, k) => axes[k](value));
  const data = standardized(sample, place);
  let best: Posterior | undefined;
  const at = startOf(axes.length);
  const step = at.map(() => firstStep);
  let before: Float64Array | undefined;
  for (let i = 0; i < steps; i++) {
    const here = condition(data, hyperparametersOf(at));
    yield sample.target.length ** 3 / operationsPerNode;
    if (!here) break;
    if (!best || here.evidence > best.evidence) best = here;
    for (const [k, slope] of here.gradient.entries()) {
      const agreement = Math.sign(slope * (before?.[k] ?? slope));
      step[k] = agreement < 0 ? step[k] / 2 : Math.min(mostStep, step[k] * (agreement > 0 ? growth : 1));
      at[k] += Math.sign(slope) * step[k];
    }
    before = here.gradient;
  }
  return best && new Surrogate(data, best, place, momentsOf(sample.target));
}

/** Logarithms of the lengths, the variance and the noise. */
function startOf(variables: number): Float64Array {
  return Float64Array.of(...new Array<number>(variables).fill(Math.log(0.5 * Math.sqrt(variables))), 1, Math.log(0.01));
}

function hyperparametersOf(logs: Float64Array): Hyperparameters {
  const [variance, noise] = logs.subarray(-2).map((value) => Math.exp(clamped(value, 12)));
  return {
    lengths: logs.subarray(0, -2).map((value) => Math.exp(clamped(value, 5))),
    variance,
    noise: Math.max(noise, leastNoise * variance),
  };
}

function clamped(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function standardized(
  { columns, target, weights }: EvaluatorData,
  place: (point: readonly number[]) => readonly number[],
): Standardized {
  const rows = target.length;
  const points = new Float64Array(rows * columns.length);
  for (let i = 0; i < rows; i++) points.set(place(columns.map((column) => column[i])), i * columns.length);
  const { mean, deviation } = momentsOf(target);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  return {
    points: { data: points, shape: [rows, columns.length] },
    target: target.map((value) => (value - mean) / deviation),
    errors: Float64Array.from({ length: rows }, (_, i) => total / rows / (weights?.[i] ?? 1)),
  };
}
