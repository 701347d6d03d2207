import { multiply, multiplyTransposed, type StateSpace } from "./matern-state.js";

/** A series to filter: ascending places, and a target at each, NaN where it is only asked for. */
export interface Series {
  readonly places: Float64Array;
  readonly targets: Float64Array;
  readonly noiseVariance: number;
}

/** Less noise than this share of the variance of the process would drown in rounding where places repeat. */
const leastNoiseShare = 1e-12;

/** The filter's forecasts of every state before its target is seen. */
interface Forecasts {
  readonly means: Float64Array;
  readonly covariances: Float64Array;
  readonly logLikelihood: number;
}

/**
 * The log density of the targets, in one pass; with the forecasts where these are kept.
 *
 * @see Särkkä & Solin, Applied Stochastic Differential Equations (2019), section 10.5
 */
export function kalmanFilter(states: StateSpace, series: Series, keep?: Omit<Forecasts, "logLikelihood">): number {
  const { size } = states;
  const { places, targets } = series;
  const noiseVariance = noiseOf(states, series);
  const mean = new Float64Array(size);
  const covariance = states.prior.slice();
  const [moved, half] = [new Float64Array(size), new Float64Array(size * size)];
  const gain = new Float64Array(size);
  let logLikelihood = 0;
  for (let t = 0; t < places.length; t++) {
    if (t > 0) {
      const { transition, added } = states.move(places[t] - places[t - 1]);
      for (let i = 0; i < size; i++) {
        moved[i] = 0;
        for (let k = 0; k < size; k++) moved[i] += transition[i * size + k] * mean[k];
      }
      mean.set(moved);
      multiply(transition, covariance, half, size);
      multiplyTransposed(half, transition, covariance, size);
      for (let at = 0; at < covariance.length; at++) covariance[at] += added[at];
    }
    keep?.means.set(mean, t * size);
    keep?.covariances.set(covariance, t * size * size);
    if (Number.isNaN(targets[t])) continue;
    const surprise = targets[t] - mean[0] - mean[size - 1];
    for (let i = 0; i < size; i++) gain[i] = covariance[i * size] + covariance[i * size + size - 1];
    const variance = gain[0] + gain[size - 1] + noiseVariance;
    logLikelihood -= 0.5 * (Math.log(2 * Math.PI * variance) + surprise ** 2 / variance);
    for (let i = 0; i < size; i++) {
      mean[i] += (gain[i] * surprise) / variance;
      for (let j = 0; j < size; j++) covariance[i * size + j] -= (gain[i] * gain[j]) / variance;
    }
  }
  return logLikelihood;
}

/**
 * Mean and variance of the value at every place, given all targets: the modified Bryson–Frazier smoother, which inverts
 * nothing.
 *
 * @see Bierman, Automatica 9 (1973) 503
 */
export function kalmanSmoother(states: StateSpace, series: Series): { mean: Float64Array; variance: Float64Array } {
  const { size } = states;
  const { places, targets } = series;
  const noiseVariance = noiseOf(states, series);
  const count = places.length;
  const means = new Float64Array(count * size);
  const covariances = new Float64Array(count * size * size);
  kalmanFilter(states, series, { means, covariances });
  const [mean, variance] = [new Float64Array(count), new Float64Array(count)];
  let pull: Float64Array = new Float64Array(size);
  let spread: Float64Array = new Float64Array(size * size);
  for (let t = count - 1; t >= 0; t--) {
    const forecast = means.subarray(t * size, (t + 1) * size);
    const covariance = covariances.subarray(t * size * size, (t + 1) * size * size);
    const gain = Float64Array.from({ length: size }, (_, i) => covariance[i * size] + covariance[i * size + size - 1]);
    const own = gain[0] + gain[size - 1];
    if (!Number.isNaN(targets[t])) {
      const total = own + noiseVariance;
      [pull, spread] = observed(pull, spread, gain, total, targets[t] - forecast[0] - forecast[size - 1]);
    }
    let [shift, lost] = [0, 0];
    for (let i = 0; i < size; i++) {
      shift += gain[i] * pull[i];
      for (let j = 0; j < size; j++) lost += gain[i] * spread[i * size + j] * gain[j];
    }
    mean[t] = forecast[0] + forecast[size - 1] - shift;
    variance[t] = Math.max(own - lost, 0);
    if (t > 0) [pull, spread] = carriedBack(pull, spread, states.move(places[t] - places[t - 1]).transition);
  }
  return { mean, variance };
}

function noiseOf({ prior, size }: StateSpace, { noiseVariance }: Series): number {
  return Math.max(noiseVariance, leastNoiseShare * (prior[0] + prior[size * size - 1]));
}

/** What a target adds to the pull on the states before it. */
function observed(
  pull: Float64Array,
  spread: Float64Array,
  gain: Float64Array,
  total: number,
  surprise: number,
): [Float64Array, Float64Array] {
  const size = pull.length;
  const isSeen = (i: number) => Number(i === 0) + Number(i === size - 1);
  const along = gain.reduce((sum, value, i) => sum + value * pull[i], 0) / total;
  const through = Float64Array.from(gain, (_, j) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += gain[i] * spread[i * size + j];
    return sum / total;
  });
  const both = gain.reduce((sum, value, j) => sum + through[j] * value, 0) / total;
  return [
    pull.map((value, i) => value - isSeen(i) * (along + surprise / total)),
    spread.map((value, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      return value - isSeen(i) * through[j] - isSeen(j) * through[i] + isSeen(i) * isSeen(j) * (both + 1 / total);
    }),
  ];
}

function carriedBack(pull: Float64Array, spread: Float64Array, transition: Float64Array): [Float64Array, Float64Array] {
  const size = pull.length;
  const back = Float64Array.from(transition, (_, at) => transition[(at % size) * size + Math.floor(at / size)]);
  const half = new Float64Array(size * size);
  const moved = new Float64Array(size * size);
  multiply(back, spread, half, size);
  multiplyTransposed(half, back, moved, size);
  return [
    pull.map((_, i) => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += back[i * size + k] * pull[k];
      return sum;
    }),
    moved,
  ];
}
