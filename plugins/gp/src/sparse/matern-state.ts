/** A Matérn process of one input as a linear system of few states, beside an unknown constant as the last state. */
export interface StateSpace {
  readonly size: number;
  /** Covariance of the states before any data, row by row. */
  readonly prior: Float64Array;
  /** How states move over a distance, and the covariance of what is added on the way; valid until the next call. */
  move(distance: number): { readonly transition: Float64Array; readonly added: Float64Array };
}

export type Smoothness = 0.5 | 1.5 | 2.5;

/**
 * The states are the function, its derivatives as often as it has them, and the constant; the value is the first plus the
 * last.
 *
 * @see Särkkä & Solin, Applied Stochastic Differential Equations (2019), section 12.3
 */
export function maternState(
  smoothness: Smoothness,
  outputScale: number,
  lengthScale: number,
  meanVariance: number,
): StateSpace {
  const order = smoothness + 0.5;
  const size = order + 1;
  const rate = Math.sqrt(2 * smoothness) / lengthScale;
  const variance = outputScale ** 2;
  const prior = new Float64Array(size * size);
  prior[0] = variance;
  if (order === 2) prior[size + 1] = rate ** 2 * variance;
  if (order === 3) {
    const second = (rate ** 2 * variance) / 3;
    prior[2] = -second;
    prior[size + 1] = second;
    prior[2 * size] = -second;
    prior[2 * size + 2] = rate ** 4 * variance;
  }
  prior[size * size - 1] = meanVariance;

  const powers = nilpotentPowers(order, size, rate);
  const transition = new Float64Array(size * size);
  const added = new Float64Array(size * size);
  const half = new Float64Array(size * size);
  let last = Number.NaN;
  return {
    size,
    prior,
    move(distance) {
      if (distance === last) return { transition, added };
      last = distance;
      const decay = Math.exp(-rate * distance);
      for (let at = 0; at < transition.length; at++) {
        let sum = 0;
        for (let k = order - 1; k >= 0; k--) sum = (sum * distance) / (k + 1) + powers[k][at];
        transition[at] = decay * sum;
      }
      transition[size * size - 1] = 1;
      multiply(transition, prior, half, size);
      multiplyTransposed(half, transition, added, size);
      for (let at = 0; at < added.length; at++) added[at] = prior[at] - added[at];
      return { transition, added };
    },
  };
}

/** `N^k` for `N = F + λ I`, where `F` is the companion matrix of `(s + λ)^order`; the constant's row stays empty. */
function nilpotentPowers(order: number, size: number, rate: number): Float64Array[] {
  const identity = new Float64Array(size * size);
  const step = new Float64Array(size * size);
  const binomials = [[1], [1, 2], [1, 3, 3]][order - 1];
  for (let i = 0; i < order; i++) {
    identity[i * (size + 1)] = 1;
    if (i + 1 < order) step[i * size + i + 1] = 1;
    step[(order - 1) * size + i] -= binomials[i] * rate ** (order - i);
    step[i * (size + 1)] += rate;
  }
  const powers = [identity];
  while (powers.length < order) {
    const next = new Float64Array(size * size);
    multiply(powers.at(-1)!, step, next, size);
    powers.push(next);
  }
  return powers;
}

/** `out = A B` of small square matrices. */
export function multiply(A: Float64Array, B: Float64Array, out: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += A[i * size + k] * B[k * size + j];
      out[i * size + j] = sum;
    }
  }
}

/** `out = A Bᵀ`. */
export function multiplyTransposed(A: Float64Array, B: Float64Array, out: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += A[i * size + k] * B[j * size + k];
      out[i * size + j] = sum;
    }
  }
}
