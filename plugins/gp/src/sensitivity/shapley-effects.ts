import {
  type ArrayInput,
  asMatrix,
  cholesky,
  identity,
  NDArray,
  normalCdf,
  type RandomStream,
  randomStream,
} from "@mesoscope/core";
import {
  checkOptions,
  type Displayable,
  displaySymbol,
  htmlTable,
  plainTable,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import { type Input, type InputDistribution, readInputs, valuesOf } from "../propagation/input-distribution.js";
import { inputNames } from "../propagation/input-names.js";
import { evaluateAt, type Simulated } from "../propagation/simulator-function.js";

/** Options of `shapleyEffects`. */
export interface ShapleyOptions {
  /** How the inputs depend on each other, of shape [d, d]: the correlation of their normal scores. Independent by default. */
  readonly correlation?: ArrayInput;
  /** How often a subset of the inputs is held, 200 by default; every time the others are drawn four times. */
  readonly samples?: number;
  /** What the inputs are called; as a model knows them, or x0, x1, …, unless given. */
  readonly names?: readonly string[];
  /** 0 by default. */
  readonly seed?: number;
}

/** Shares of the variance that add up to 1. */
export interface ShapleyEffects extends Displayable {
  readonly effects: readonly number[];
  /** Standard errors of the effects. */
  readonly errors: readonly number[];
  /** Of the result. */
  readonly variance: number;
  readonly evaluations: number;
}

const repeats = 4;
const mostInputs = 10;
const headings = ["input", "share", "standard error"];

/**
 * Which share of the variance of a result each input accounts for, also where inputs depend on each other: shares are never
 * negative and add up to 1. Every subset of up to 10 inputs is looked at, `4 · samples` evaluations each.
 *
 * @example
 * const { effects } = await shapleyEffects(([a, b]) => a + b, [[0, 1], [0, 1]], { samples: 50 });
 * (effects[0] + effects[1]).toFixed(6); // "1.000000"
 *
 * @throws ValueError BAD_OPTION, ShapeError SHAPE_MISMATCH, NumericError NOT_POSITIVE_DEFINITE, DataError MISSING_VALUES
 * @see Song, Nelson & Staum, SIAM/ASA J. Uncertain. Quantif. 4 (2016) 1060, section 3
 */
export async function shapleyEffects(
  simulated: Simulated,
  inputs: readonly Input[],
  options: ShapleyOptions = {},
): Promise<ShapleyEffects> {
  const owner = "shapleyEffects";
  checkOptions(owner, options, ["correlation", "samples", "names", "seed"]);
  const { samples = 200, seed = 0 } = options;
  const distributions = readInputs(owner, inputs);
  const size = distributions.length;
  if (size > mostInputs) {
    throw new ValueError("BAD_OPTION", `${owner}: ${size} inputs have too many subsets. Give at most ${mostInputs}.`);
  }
  if (!(Number.isSafeInteger(samples) && samples >= 2)) {
    throw new ValueError("BAD_OPTION", `${owner}: samples is ${samples}. Give a whole number of at least 2.`);
  }
  const names = inputNames(owner, options.names, size, simulated);
  const correlation = asMatrix(options.correlation ?? identity(size), `${owner}: correlation`);
  if (correlation.shape[0] !== size || correlation.shape[1] !== size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: correlation has shape [${correlation.shape}] for ${size} inputs. Give shape [${size}, ${size}].`,
    );
  }
  const costs = [{ mean: 0, error: 0 }];
  for (let subset = 1; subset < 2 ** size; subset++) {
    const free = distributions.map((_, j) => ((subset >> j) & 1) === 1);
    const X = drawFree(free, correlation, distributions, samples, randomStream(seed).child(subset));
    const { data } = await evaluateAt(owner, simulated, X);
    costs.push(meanVariance(data, samples));
  }
  return effectsOf(costs, names, (2 ** size - 1) * samples * repeats);
}

/** Rows in groups of `repeats`, in which the inputs that are not free stay the same. */
function drawFree(
  free: readonly boolean[],
  correlation: NDArray,
  distributions: readonly InputDistribution[],
  samples: number,
  stream: RandomStream,
): NDArray {
  const size = free.length;
  const order = [...free.keys()].sort((a, b) => +free[a] - +free[b]);
  // Held inputs first: the factor then draws the free ones given them.
  const factor = cholesky(new NDArray(correlation.take(order).take(order, 1).data, [size, size])).data;
  const held = free.filter((isFree) => !isFree).length;
  const scores = new NDArray(new Float64Array(samples * repeats * size), [samples * repeats, size]);
  for (let i = 0; i < samples; i++) {
    const kept = stream.normals(held).data;
    for (let r = 0; r < repeats; r++) {
      const z = [...kept, ...stream.normals(size - held).data];
      for (let k = 0; k < size; k++) {
        let value = 0;
        for (let l = 0; l <= k; l++) value += factor[k * size + l] * z[l];
        scores.data[(i * repeats + r) * size + order[k]] = normalCdf(value);
      }
    }
  }
  return valuesOf(scores, distributions);
}

/** The mean over groups of the variance within, with its standard error. */
function meanVariance(values: Float64Array, groups: number): { mean: number; error: number } {
  const within = Array.from({ length: groups }, (_, i) => {
    const group = values.subarray(i * repeats, (i + 1) * repeats);
    const mean = group.reduce((sum, value) => sum + value, 0) / repeats;
    return group.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (repeats - 1);
  });
  const mean = within.reduce((sum, value) => sum + value, 0) / groups;
  const square = within.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (groups - 1);
  return { mean, error: Math.sqrt(square / groups) };
}

function effectsOf(
  costs: readonly { mean: number; error: number }[],
  names: readonly string[],
  evaluations: number,
): ShapleyEffects {
  const size = names.length;
  const variance = costs.at(-1)!.mean;
  const total = variance || 1;
  const coefficients = (j: number) =>
    costs.map((_, subset) => {
      const has = ((subset >> j) & 1) === 1;
      const others = countBits(subset) - (has ? 1 : 0);
      return (has ? 1 : -1) / (size * binomial(size - 1, others));
    });
  const effects = Array.from({ length: size }, (_, j) =>
    coefficients(j).reduce((sum, weight, subset) => sum + (weight * costs[subset].mean) / total, 0),
  );
  const errors = effects.map((effect, j) =>
    Math.sqrt(
      coefficients(j).reduce((sum, weight, subset) => {
        const slope = subset === costs.length - 1 ? weight - effect : weight;
        return sum + ((slope * costs[subset].error) / total) ** 2;
      }, 0),
    ),
  );
  const rows = effects.map((effect, j) => [names[j], effect.toFixed(4), errors[j].toFixed(4)]);
  const title = `Shapley effects, ${evaluations} evaluations, variance ${Number(variance.toPrecision(5))}`;
  return {
    effects,
    errors,
    variance,
    evaluations,
    [displaySymbol]: () => ({
      "text/plain": `${title}\n${plainTable({ headings, rows })}`,
      "text/html": htmlTable({ caption: title, headings, rows }),
    }),
  };
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 0; i < k; i++) value = (value * (n - i)) / (i + 1);
  return value;
}
