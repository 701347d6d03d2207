import { NumericError, shortNumber } from "@mesoscope/sdk";

/** The rate of change of a state at a time, written into `rate`. */
export type RightHandSide = (time: number, state: Float64Array, rate: Float64Array) => void;

const nodes = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const stages = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Fifth order less fourth order. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** From one time to the next. */
const mostSteps = 200_000;
/** Steps below this share of the time are too small to tell from rounding. */
const leastStep = 1e-13;

/**
 * The states at ascending times, from the first on, by steps of order five that keep the error below `tolerance` relative to
 * the size that each state has had so far.
 *
 * @throws NumericError DIVERGED where no step is small enough, TOO_MANY_STEPS where stiffness keeps them short
 * @see Dormand & Prince, J. Comput. Appl. Math. 6 (1980) 19, table 2
 */
export function integrateStates(
  rightHandSide: RightHandSide,
  start: ArrayLike<number>,
  times: ArrayLike<number>,
  tolerance = 1e-9,
): Float64Array[] {
  const size = start.length;
  let state: Float64Array = Float64Array.from(start);
  const largest = state.map(Math.abs);
  const rates = nodes.map(() => new Float64Array(size));
  const states = [state.slice()];
  let time = times[0];
  let step = Number.POSITIVE_INFINITY;
  rightHandSide(time, state, rates[0]);
  for (let i = 1; i < times.length; i++) {
    for (let count = 0; time < times[i]; count++) {
      if (count === mostSteps) throw tooManySteps(time);
      const left = times[i] - time;
      const tried = Math.min(step, left);
      if (tried < left && !(tried > leastStep * Math.abs(time))) throw divergence(time, state);
      const next = attempt(tried);
      const error = relativeError(tried, next);
      if (!(error <= 1)) {
        step = tried * (Number.isFinite(error) ? Math.max(0.9 * error ** -0.2, 0.2) : 0.1);
        continue;
      }
      time = tried === left ? times[i] : time + tried;
      state = next;
      for (let j = 0; j < size; j++) largest[j] = Math.max(largest[j], Math.abs(state[j]));
      rates[0].set(rates[6]);
      // A step that was cut short to meet a time of the output says nothing against a longer one.
      if (tried === step) step = tried * (error > 0 ? Math.min(0.9 * error ** -0.2, 5) : 5);
    }
    states.push(state.slice());
  }
  return states;

  function attempt(tried: number): Float64Array {
    let at = state;
    for (let s = 1; s < nodes.length; s++) {
      at = state.slice();
      stages[s].forEach((weight, r) => {
        for (let j = 0; j < size; j++) at[j] += tried * weight * rates[r][j];
      });
      rightHandSide(time + nodes[s] * tried, at, rates[s]);
    }
    return at;
  }

  function relativeError(tried: number, next: Float64Array): number {
    let worst = 0;
    for (let j = 0; j < size; j++) {
      let difference = 0;
      for (let s = 0; s < nodes.length; s++) difference += tried * errorWeights[s] * rates[s][j];
      const scale = tolerance * (Math.max(largest[j], Math.abs(next[j])) || 1);
      const ratio = Math.abs(difference) / scale;
      if (!(ratio <= worst)) worst = ratio; // NaN stays
    }
    return worst;
  }
}

function divergence(time: number, state: Float64Array): NumericError {
  const values = Array.from(state, shortNumber).join(", ");
  return new NumericError(
    "DIVERGED",
    `simulate: no step is small enough at time ${shortNumber(time)}, where the state is ${values}: it grows beyond all bounds, or meets a pole or the end of a domain. Stop before, or start nearer the data.`,
  );
}

function tooManySteps(time: number): NumericError {
  return new NumericError(
    "TOO_MANY_STEPS",
    `simulate: ${mostSteps} steps from one time to the next end at ${shortNumber(time)}: some rates are far faster than others. Ask for a shorter time, or start nearer the data.`,
  );
}
