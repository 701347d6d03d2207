import { NDArray, norm, normalCdf, qr, symmetricEigen } from "@mesoscope/core";
import { checkOptions, NumericError, shortNumber, tick, ValueError } from "@mesoscope/sdk";
import type { Input } from "../propagation/input-distribution.js";
import type { Simulated } from "../propagation/simulator-function.js";
import { FailureProbability } from "./failure-probability.js";
import { type NormalLimitState, normalLimitState } from "./limit-state.js";

/** Options of `firstOrderReliability`. */
export interface FirstOrderOptions {
  /** Whether the curvature of the limit state at the design point counts (SORM); false by default. */
  readonly secondOrder?: boolean;
  /** Ends when design point and limit state move less than this, relative; 1e-6 by default. */
  readonly tolerance?: number;
  /** At most this many steps; 100 by default. */
  readonly maxIterations?: number;
}

const step = 1e-4;
const curvatureStep = 1e-2;
const tiny = 1e-9;

/**
 * The probability that a limit state is at most 0, from the nearest failing point to the medians of the inputs in standard
 * normal variables: exact for a plane there, and with `secondOrder` corrected for curvature.
 *
 * Independent inputs. It finds one design point, and says nothing of others.
 *
 * @param limitState a function of one point, or a model; failure is where it is at most 0
 *
 * @example
 * const result = await firstOrderReliability(([a, b]) => 3 - (a + b) / Math.SQRT2, [normal(), normal()]);
 * result.reliabilityIndex.toFixed(4); // "3.0000"
 *
 * @throws NumericError NOT_CONVERGED; ValueError BAD_OPTION; DataError MISSING_VALUES
 * @see Zhang & Der Kiureghian, Two improved algorithms for reliability analysis (1995), for the search; Breitung, J. Eng.
 *   Mech. 110 (1984) 357, for `secondOrder`
 */
export async function firstOrderReliability(
  limitState: Simulated,
  inputs: readonly Input[],
  options: FirstOrderOptions = {},
): Promise<DesignPoint> {
  const owner = "firstOrderReliability";
  checkOptions(owner, options, ["secondOrder", "tolerance", "maxIterations"]);
  const { secondOrder = false, tolerance = 1e-6, maxIterations = 100 } = options;
  if (!(tolerance > 0) || !(Number.isSafeInteger(maxIterations) && maxIterations >= 1)) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: tolerance is ${tolerance} and maxIterations ${maxIterations}. Give positive numbers.`,
    );
  }
  const state = normalLimitState(owner, limitState, inputs);
  let u = new Float64Array(state.size);
  let { value, gradient } = await slopeAt(state, u);
  const scale = Math.abs(value) || 1;
  const sign = value >= 0 ? 1 : -1;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    await tick(iteration, maxIterations, { limitState: value });
    const length = norm(gradient);
    if (length === 0) break;
    const alpha = gradient.map((slope) => -slope / length);
    const beta = dot(alpha, u) + value / length;
    const target = alpha.map((entry) => beta * entry);
    const away = norm(target.map((entry, j) => entry - u[j]));
    if (away <= tolerance * Math.max(1, Math.abs(beta)) && Math.abs(value) <= tolerance * scale) {
      const factor = secondOrder ? await curvatureFactor(state, u, sign * length, alpha, Math.abs(beta)) : 1;
      return new DesignPoint(state, u, alpha, sign * Math.abs(beta), factor, secondOrder);
    }
    u = await lineSearch(state, u, value, gradient, target);
    ({ value, gradient } = await slopeAt(state, u));
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `${owner}: no design point after ${maxIterations} steps, the limit state is ${shortNumber(value)} there. Try subsetSimulation.`,
  );
}

/** A probability of failure from a design point; `firstOrderReliability` makes it. */
export class DesignPoint extends FailureProbability {
  /** The most likely failing inputs. */
  readonly inputs: NDArray;
  /** The same in standard normal variables. */
  readonly normalPoint: NDArray;
  /** Which share of the uncertainty of the margin each input has; they add up to 1. */
  readonly importance: readonly number[];

  /** @internal */
  constructor(
    state: NormalLimitState,
    u: Float64Array,
    alpha: Float64Array,
    beta: number,
    factor: number,
    secondOrder: boolean,
  ) {
    const method = secondOrder ? "a second-order approximation" : "a first-order approximation";
    const probability = beta >= 0 ? normalCdf(-beta) * factor : 1 - normalCdf(beta) * factor;
    super({ method, probability, coefficientOfVariation: 0, evaluations: state.evaluations() });
    this.inputs = state.inputs(new NDArray(u, [1, u.length])).row(0);
    this.normalPoint = new NDArray(u);
    this.importance = Array.from(alpha, (entry) => entry * entry);
  }

  /** @internal */
  protected override rows(): string[][] {
    const points = this.importance.map((share, j) => [
      `input ${j}`,
      `${shortNumber(this.inputs.data[j])} at the design point, ${(100 * share).toFixed(1)} % of the uncertainty`,
    ]);
    return [...super.rows().filter(([name]) => name !== "95 % interval"), ...points];
  }
}

async function slopeAt(state: NormalLimitState, u: Float64Array) {
  const size = u.length;
  const rows = [u, ...moves(size, step).map((move) => move.map((by, j) => u[j] + by))];
  const values = await state.at(matrix(rows));
  const gradient = Float64Array.from({ length: size }, (_, j) => (values[1 + 2 * j] - values[2 + 2 * j]) / (2 * step));
  return { value: values[0], gradient };
}

/** Halves the step until the distance to the origin and the limit state together have become less. */
async function lineSearch(
  state: NormalLimitState,
  u: Float64Array,
  value: number,
  gradient: Float64Array,
  target: Float64Array,
): Promise<Float64Array<ArrayBuffer>> {
  const penalty = 2 * Math.max(norm(u) / norm(gradient), norm(target) ** 2 / (2 * Math.max(Math.abs(value), tiny)));
  const merit = (point: Float64Array, g: number) => 0.5 * dot(point, point) + penalty * Math.abs(g);
  const before = merit(u, value);
  for (let share = 1; ; share /= 2) {
    const moved = u.map((entry, j) => entry + share * (target[j] - entry)) as Float64Array<ArrayBuffer>;
    const [found] = await state.at(matrix([moved]));
    if (merit(moved, found) < before || share < 1 / 64) return moved;
  }
}

/** Breitung's product over the main curvatures; `slope` is negative where the medians fail. */
async function curvatureFactor(
  state: NormalLimitState,
  u: Float64Array,
  slope: number,
  alpha: Float64Array,
  beta: number,
): Promise<number> {
  const size = u.length;
  if (size === 1) return 1;
  // An orthonormal basis whose first vector points to the design point; the unit vector nearest to it is left out.
  const nearest = alpha.reduce((best, entry, j) => (Math.abs(entry) > Math.abs(alpha[best]) ? j : best), 0);
  const others = Array.from(alpha.keys()).filter((j) => j !== nearest);
  const start = new NDArray(
    Float64Array.from({ length: size * size }, (_, at) => {
      const [i, k] = [Math.floor(at / size), at % size];
      return k === 0 ? alpha[i] : +(others[k - 1] === i);
    }),
    [size, size],
  );
  const basis = qr(start).q;
  const along = (k: number, by: number) => Float64Array.from({ length: size }, (_, i) => by * basis.data[i * size + k]);
  const h = curvatureStep;
  const pairs: [number, number][] = [];
  for (let k = 1; k < size; k++) for (let l = 1; l <= k; l++) pairs.push([k, l]);
  const shifts = pairs.flatMap(([k, l]) =>
    [
      [h, h],
      [h, -h],
      [-h, h],
      [-h, -h],
    ].map(([a, b]) => {
      const [first, second] = [along(k, a), along(l, b)];
      return u.map((entry, i) => entry + first[i] + second[i]);
    }),
  );
  const values = await state.at(matrix(shifts));
  const hessian = new NDArray(new Float64Array((size - 1) ** 2), [size - 1, size - 1]);
  for (const [p, [k, l]] of pairs.entries()) {
    const [a, b, c, d] = values.subarray(4 * p, 4 * p + 4);
    const second = (a - b - c + d) / (4 * h * h);
    hessian.data[(k - 1) * (size - 1) + l - 1] = second / slope;
    hessian.data[(l - 1) * (size - 1) + k - 1] = second / slope;
  }
  const curvatures = symmetricEigen(hessian).values.data;
  const product = curvatures.reduce((all, curvature) => all * (1 + beta * curvature), 1);
  if (curvatures.every((curvature) => 1 + beta * curvature > 0)) return 1 / Math.sqrt(product);
  throw new NumericError(
    "NOT_CONVERGED",
    "firstOrderReliability: the limit state curves towards the origin, so the point found is not the nearest. Try subsetSimulation.",
  );
}

function moves(size: number, by: number): Float64Array[] {
  return Array.from({ length: 2 * size }, (_, k) =>
    Float64Array.from({ length: size }, (_, j) => (j === k >> 1 ? (k % 2 === 0 ? by : -by) : 0)),
  );
}

function matrix(rows: readonly ArrayLike<number>[]): NDArray {
  return new NDArray(Float64Array.from(rows.flatMap((row) => Array.from(row))), [rows.length, rows[0].length]);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
