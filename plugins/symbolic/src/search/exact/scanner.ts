import type { Expression } from "../../expression/expression.js";
import { dot, largest, middle } from "../vectors.js";
import type { Frame } from "./frame.js";

/** A function of `k x`, with the grid of k on which its best fit is sought. */
export interface ScannedFunction {
  readonly of: (x: number) => number;
  readonly write: (argument: Expression) => Expression;
  readonly grid: "waves" | "rates" | "positive rates";
  /** The share of the squares that the best k of the grid explains at least. */
  readonly threshold: number;
}

/** Where a function of `k x` explains a rest. */
export class Scanner {
  readonly #frame: Frame;
  readonly #rest: Float64Array;
  readonly #values: Float64Array;
  readonly #projected: Float64Array;
  readonly #size: number;

  constructor(frame: Frame, rest: Float64Array) {
    this.#frame = frame;
    this.#rest = rest;
    this.#values = new Float64Array(rest.length);
    this.#projected = new Float64Array(rest.length);
    this.#size = dot(rest, rest);
  }

  /** The numbers k for which nothing is left. */
  *matches(x: Float64Array, of: (x: number) => number, { grid, threshold }: ScannedFunction): Generator<number> {
    const numbers = gridOf(x, grid);
    const shares = numbers.map((k) => this.#share(x, of, k));
    for (let i = 0; i < numbers.length; i++) {
      const isPeak = !(shares[i] < (shares[i - 1] ?? 0)) && !(shares[i] < (shares[i + 1] ?? 0));
      if (!isPeak || !(shares[i] > threshold)) continue;
      const k = this.#refined(x, of, numbers[i]);
      if (k !== undefined) yield k;
    }
  }

  /** How much of the squares of the rest the function explains. */
  #share(x: Float64Array, of: (x: number) => number, k: number): number {
    if (!this.#project(x, of, k)) return 0;
    const along = dot(this.#projected, this.#rest);
    return (along * along) / (dot(this.#projected, this.#projected) * this.#size);
  }

  #project(x: Float64Array, of: (x: number) => number, k: number): boolean {
    for (let i = 0; i < x.length; i++) this.#values[i] = of(k * x[i]);
    return this.#frame.project(this.#values, this.#projected) === "rest";
  }

  /** Steps of Gauss and Newton. */
  #refined(x: Float64Array, of: (x: number) => number, start: number): number | undefined {
    let k = start;
    for (let iteration = 0; iteration < 12; iteration++) {
      const step = 1e-5 * k;
      if (!this.#project(x, of, k + step)) return undefined;
      const ahead = this.#projected.slice();
      if (!this.#project(x, of, k - step)) return undefined;
      const slope = ahead.map((value, i) => (value - this.#projected[i]) / (2 * step));
      if (!this.#project(x, of, k)) return undefined;
      const q = this.#projected;
      const [qq, qs, ss] = [dot(q, q), dot(q, slope), dot(slope, slope)];
      const [qr, sr] = [dot(q, this.#rest), dot(slope, this.#rest)];
      const change = (qq * sr - qs * qr) / (ss * qr - qs * sr);
      if (!Number.isFinite(change)) return undefined;
      k += Math.max(-0.3, Math.min(0.3, change / k)) * k;
      if (Math.abs(change) < 1e-12 * Math.abs(k)) break;
      if (iteration === 6 && !(this.#share(x, of, k) > 0.9999)) return undefined;
    }
    return this.#share(x, of, k) > 1 - 1e-12 ? k : undefined;
  }
}

/** Rates in equal ratios about one over the median size of x; wave numbers in equal steps to many waves on its range. */
function gridOf(x: Float64Array, grid: ScannedFunction["grid"]): number[] {
  const most = largest(x);
  if (grid === "waves") return Array.from({ length: 160 }, (_, i) => (0.25 * (i + 1)) / most);
  const size = middle(x);
  const rates = Array.from({ length: 40 }, (_, i) => (0.02 * 1.22 ** i) / size);
  return grid === "rates" ? [...rates, ...rates.map((rate) => -rate)] : rates;
}
