import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { formatNumbers } from "../arrays/format-numbers.js";
import { NDArray } from "../arrays/nd-array.js";
import { tableHtml } from "../arrays/table-html.js";
import { type Extrapolation, intervalOf, placed } from "./samples.js";

/** Plain data that make up a curve. */
export interface PiecewisePolynomialData {
  readonly breaks: readonly number[];
  readonly coefficients: readonly (readonly number[])[];
  readonly extrapolation: Extrapolation;
}

/**
 * A curve of polynomials, each from one break to the next: row i of `coefficients`, of shape [pieces, degree + 1], holds
 * those of `(x - breaks[i])⁰, (x - breaks[i])¹, …`. Made by `cubicSpline` and its relatives.
 */
export class PiecewisePolynomial {
  readonly breaks: Float64Array;
  readonly coefficients: NDArray;
  readonly extrapolation: Extrapolation;

  /** @internal */
  constructor(breaks: Float64Array, coefficients: NDArray, extrapolation: Extrapolation) {
    this.breaks = breaks;
    this.coefficients = coefficients;
    this.extrapolation = extrapolation;
  }

  /**
   * The values at points, in the shape of the points; NaN at NaN.
   *
   * @example
   * const line = linearInterpolation([0, 1, 3], [0, 10, 20]);
   * line.at(2); // 15
   * line.at([0.5, 3]).data; // [5, 20]
   *
   * @throws ValueError OUT_OF_RANGE outside the samples, unless `extrapolation` says what to do there
   */
  at(point: number): number;
  at(points: ArrayInput): NDArray;
  at(points: number | ArrayInput): number | NDArray {
    if (typeof points === "number") return this.#valueAt(points);
    return asArray(points, "PiecewisePolynomial.at: the points").map((point) => this.#valueAt(point));
  }

  /** The slope of the curve, a curve itself; where the curve is held constant outside its samples, it has none. */
  derivative(): PiecewisePolynomial {
    const [pieces, width] = this.coefficients.shape as [number, number];
    const degree = Math.max(width - 1, 1);
    const slopes = new Float64Array(pieces * degree);
    for (let i = 0; i < pieces; i++) {
      for (let k = 1; k < width; k++) slopes[i * degree + k - 1] = k * this.coefficients.data[i * width + k]!;
    }
    const extrapolation = this.extrapolation === "extend" ? "extend" : "error";
    return new PiecewisePolynomial(this.breaks, new NDArray(slopes, [pieces, degree]), extrapolation);
  }

  /**
   * The integral of the curve between two points within its samples, negative where the second lies below the first.
   *
   * @example
   * linearInterpolation([0, 2], [0, 2]).integral(0, 1); // 0.5
   *
   * @throws ValueError OUT_OF_RANGE
   */
  integral(from: number, to: number): number {
    if (from > to) return -this.integral(to, from);
    const [first, last] = this.#range();
    for (const end of [from, to]) placed("PiecewisePolynomial.integral", end, first, last, "error");
    let total = 0;
    for (let i = intervalOf(this.breaks, from); i <= intervalOf(this.breaks, to); i++) {
      const start = this.breaks[i]!;
      total += this.#area(i, Math.min(to, this.breaks[i + 1]!) - start) - this.#area(i, Math.max(from, start) - start);
    }
    return total;
  }

  toJSON(): PiecewisePolynomialData {
    const { breaks, coefficients, extrapolation } = this;
    return { breaks: [...breaks], coefficients: coefficients.toArray() as number[][], extrapolation };
  }

  /** The curve that `toJSON` wrote. */
  static fromJSON({ breaks, coefficients, extrapolation }: PiecewisePolynomialData): PiecewisePolynomial {
    return new PiecewisePolynomial(Float64Array.from(breaks), asArray(coefficients), extrapolation);
  }

  toString(): string {
    const [pieces, width] = this.coefficients.shape as [number, number];
    const [first, last] = formatNumbers(this.#range());
    return `PiecewisePolynomial of degree ${width - 1} in ${pieces} pieces from ${first} to ${last}`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString(), "text/html": tableHtml(this.coefficients, this.toString()) };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #range(): [first: number, last: number] {
    return [this.breaks[0]!, this.breaks.at(-1)!];
  }

  #valueAt(point: number): number {
    const [first, last] = this.#range();
    const at = placed("PiecewisePolynomial.at", point, first, last, this.extrapolation);
    const i = intervalOf(this.breaks, at);
    const width = this.coefficients.shape[1]!;
    let value = 0;
    for (let k = width - 1; k >= 0; k--) {
      value = value * (at - this.breaks[i]!) + this.coefficients.data[i * width + k]!;
    }
    return value;
  }

  /** The integral of piece i from its start. */
  #area(i: number, length: number): number {
    const width = this.coefficients.shape[1]!;
    let value = 0;
    for (let k = width - 1; k >= 0; k--) {
      value = value * length + this.coefficients.data[i * width + k]! / (k + 1);
    }
    return value * length;
  }
}
