import { ratesOfChange } from "./rates-of-change.js";
import type { Term } from "./term-library.js";

/** A stretch of a trajectory with a start of its own, so that an error cannot grow over the whole record. */
export interface Segment {
  readonly times: Float64Array;
  readonly states: readonly Float64Array[];
  readonly controls: readonly Float64Array[];
  /** Runge–Kutta steps between two samples. */
  readonly substeps: number;
}

/** One coefficient: of a term in the equation of a state. */
export interface Candidate {
  readonly state: number;
  readonly term: number;
}

/** A course of the system, and how it answers to its start and to every candidate coefficient. */
export interface Course {
  /** By sample, then state. */
  readonly states: readonly Float64Array[];
  /** By sample: row-major, a row per state, columns for the start and then for the candidates. */
  readonly sensitivities: readonly Float64Array[];
}

/**
 * The course from a start for the given coefficients, with its variational equations, by steps of order four; `undefined`
 * where it diverges or crosses a pole.
 *
 * @see Hairer, Nørsett & Wanner, Solving Ordinary Differential Equations I, section I.14
 */
export function followSegment(
  terms: readonly Term[],
  candidates: readonly Candidate[],
  coefficients: ArrayLike<number>,
  { times, controls, substeps }: Segment,
  start: ArrayLike<number>,
  withSensitivities: boolean,
): Course | undefined {
  const size = start.length;
  const width = withSensitivities ? size + candidates.length : 0;
  const used = candidates.map(({ state, term }, p) => ({ state, term, p, coefficient: coefficients[p] }));
  const active = used.filter(({ coefficient }) => coefficient !== 0);
  const divided = new Set(active.filter(({ term }) => terms[term].divides).map(({ state }) => state));
  const ratesAt = ratesOfChange(
    active.map((part) => ({ ...part, ...terms[part.term] })),
    size,
  );
  const needed = [...new Set((withSensitivities ? used : active).map(({ term }) => term))];
  const row = new Float64Array(size + controls.length);
  const values = new Float64Array(terms.length);
  const whole = new Float64Array(size + size * width);
  whole.set(Float64Array.from(start));
  for (let j = 0; j < size && width > 0; j++) whole[size + j * width + j] = 1;
  const rates = [0, 1, 2, 3].map(() => new Float64Array(whole.length));
  const between = new Float64Array(whole.length);
  const divisors = new Float64Array(size);
  const first = new Float64Array(size);
  const slopes = new Float64Array(size * size);
  const [ahead, behind] = [new Float64Array(size), new Float64Array(size)];
  const states = [whole.slice(0, size)];
  const sensitivities = [whole.slice(size)];
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] - times[i - 1]) / substeps;
    for (let s = 0; s < substeps; s++) {
      const [a, b, c, d] = rates;
      rateOf(whole, i, s / substeps, a);
      if (i === 1 && s === 0) first.set(divisors);
      if (divisors.some((value, j) => !(value * first[j] > 0))) return undefined;
      rateOf(moved(a, step / 2), i, (s + 0.5) / substeps, b);
      rateOf(moved(b, step / 2), i, (s + 0.5) / substeps, c);
      rateOf(moved(c, step), i, (s + 1) / substeps, d);
      for (let k = 0; k < whole.length; k++) whole[k] += (step / 6) * (a[k] + 2 * (b[k] + c[k]) + d[k]);
    }
    if (!whole.every(Number.isFinite)) return undefined;
    states.push(whole.slice(0, size));
    sensitivities.push(whole.slice(size));
  }
  return { states, sensitivities };

  function moved(along: Float64Array, by: number): Float64Array {
    for (let k = 0; k < between.length; k++) between[k] = whole[k] + by * along[k];
    return between;
  }

  function rateOf(at: Float64Array, i: number, share: number, rate: Float64Array): void {
    row.set(at.subarray(0, size));
    controls.forEach((column, k) => {
      row[size + k] = column[i - 1] * (1 - share) + column[i] * share;
    });
    rate.fill(0);
    for (const l of needed) values[l] = terms[l].value(row);
    for (let j = 0; j < size; j++) divisors[j] = divided.has(j) ? 0 : 1;
    for (const { state, term, coefficient } of active) {
      (terms[term].divides ? divisors : rate)[state] += coefficient * values[term];
    }
    for (const j of divided) rate[j] /= divisors[j];
    if (width === 0) return;
    findSlopes();
    for (let j = 0; j < size; j++) {
      const target = size + j * width;
      for (let m = 0; m < size; m++) {
        const slope = slopes[j * size + m];
        const source = size + m * width;
        if (slope !== 0) for (let k = 0; k < width; k++) rate[target + k] += slope * at[source + k];
      }
    }
    for (const { state, term, p } of used) {
      const effect = terms[term].divides ? -values[term] * rate[state] : values[term];
      rate[size + state * width + size + p] += effect / divisors[state];
    }
  }

  /** ∂rate/∂state at the row, by central differences. */
  function findSlopes(): void {
    for (let m = 0; m < size; m++) {
      const kept = row[m];
      const step = 1e-6 * (Math.abs(kept) + 1e-3);
      row[m] = kept + step;
      ratesAt(row, ahead);
      row[m] = kept - step;
      ratesAt(row, behind);
      row[m] = kept;
      for (let j = 0; j < size; j++) slopes[j * size + m] = (ahead[j] - behind[j]) / (2 * step);
    }
  }
}
