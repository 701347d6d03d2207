import { NDArray } from "../arrays/nd-array.js";
import { qr } from "../linear-algebra/qr.js";
import { svd } from "../linear-algebra/svd.js";
import { inner } from "./vectors.js";

/** The steps that a linear model of the residuals proposes, one for each damping; held parameters do not move. */
export class DampedSteps {
  /** The largest cosine of the angle between the residuals and the change that a free parameter makes. */
  readonly largestCosine: number;
  readonly #jacobian: NDArray;
  readonly #residuals: Float64Array;
  readonly #free: readonly number[];
  readonly #lengths: readonly number[];
  readonly #singular: Float64Array;
  /** Right singular vectors as rows. */
  readonly #vectors: NDArray;
  /** The residuals along the left singular vectors. */
  readonly #coordinates: Float64Array;

  /** `scale` holds the largest length of each column so far, and learns from this one. */
  constructor(
    jacobian: NDArray,
    residuals: Float64Array,
    scale: Float64Array,
    isFree: (i: number, slope: number) => boolean,
  ) {
    const [m, n] = jacobian.shape as [number, number];
    this.#jacobian = jacobian;
    this.#residuals = residuals;
    const columns = Array.from({ length: n }, (_, j) => jacobian.column(j).data);
    const slopes = columns.map((column) => inner(column, residuals));
    this.#free = slopes.flatMap((slope, j) => (isFree(j, slope) ? [j] : []));
    const lengths = columns.map((column) => Math.sqrt(inner(column, column)));
    lengths.forEach((length, j) => {
      scale[j] = Math.max(scale[j]!, length);
    });
    this.#lengths = this.#free.map((j) => scale[j]! || 1);
    const total = Math.sqrt(inner(residuals, residuals)) || 1;
    this.largestCosine = Math.max(0, ...this.#free.map((j) => Math.abs(slopes[j]!) / ((lengths[j]! || 1) * total)));
    const count = this.#free.length;
    const scaled = Float64Array.from({ length: m * count }, (_, at) => {
      const k = at % count;
      return columns[this.#free[k]!]![Math.floor(at / count)]! / this.#lengths[k]!;
    });
    const { q, r } = qr(new NDArray(scaled, [m, count]));
    const { u, singularValues, vt } = svd(r);
    const along = q.transpose();
    const projected = Float64Array.from({ length: count }, (_, k) => inner(along.row(k).data, residuals));
    this.#singular = singularValues.data;
    this.#vectors = vt;
    this.#coordinates = Float64Array.from({ length: count }, (_, k) => inner(u.column(k).data, projected));
  }

  at(damping: number): Float64Array {
    const step = new Float64Array(this.#jacobian.shape[1]!);
    const weights = this.#singular.map((s, k) => (-s * this.#coordinates[k]!) / (s * s + damping));
    this.#free.forEach((j, i) => {
      const moved = weights.reduce((sum, weight, k) => sum + weight * this.#vectors.get(k, i), 0);
      step[j] = moved / this.#lengths[i]!;
    });
    return step;
  }

  /** By how much the linear model lowers the sum of squares, along a step. */
  expectedGain(step: Float64Array): number {
    const n = step.length;
    let gain = 0;
    for (let i = 0; i < this.#residuals.length; i++) {
      const change = inner(this.#jacobian.data.subarray(i * n, (i + 1) * n), step);
      gain -= change * (2 * this.#residuals[i]! + change);
    }
    return gain;
  }
}
