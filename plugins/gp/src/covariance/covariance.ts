import type { Family } from "@mesoscope/core/backend";
import type { Displayable, NDArrayLike } from "@mesoscope/sdk";
import type { Prior } from "../priors/prior.js";

/**
 * What a hyper-parameter stands for; it decides its unit, where its search begins and how far it may go.
 *
 * - `length`: a distance in an input, in the unit of the input
 * - `period`: likewise, but searched only near its start
 * - `ratio`: a number without unit
 * - `amplitude`: a standard deviation, in the unit of the target
 * - `slope`: a standard deviation of a slope, target per input
 */
export type Role = "length" | "period" | "ratio" | "amplitude" | "slope";

/** One hyper-parameter: a positive number, searched on a logarithmic scale. */
export interface Parameter {
  readonly name: string;
  readonly role: Role;
  /** The columns of `X` that it belongs to. */
  readonly inputs: readonly number[];
  readonly start: number | undefined;
  readonly fixed: boolean;
  readonly prior?: Prior | undefined;
}

/**
 * A covariance function (kernel) as a value: a family `k(x, x′)` and the numbers given for its hyper-parameters.
 *
 * `rbf`, `matern`, `periodic` and others make one; `sumOf`, `productOf` and `changePoint` join them.
 */
export interface Covariance extends Displayable {
  readonly kind: string;
  /** What a reader calls it: `Matérn 5/2`, `σ² · RBF`. */
  readonly name: string;
  /** The mathematics, in plain text. */
  readonly formula: string;
  /** What it joins; empty unless it is a sum or a product. */
  readonly terms: readonly Covariance[];
  /** The hyper-parameters for `X` with `columns` columns, in the order in which `bind` takes their values. */
  parameters(columns: number): readonly Parameter[];
  /** The function for one choice of values. */
  bind(values: readonly number[], columns: number): CovarianceFunction;
  /** The same sum or change with other kernels in it; absent where the terms multiply, or there are none. */
  withTerms?(terms: readonly Covariance[]): Covariance;
  /** The same kernel, with `values` as the numbers given. */
  withValues(values: readonly number[], columns: number): Covariance;
  /** Plain data from which `loadCovariance` makes the kernel again. */
  toJSON(): CovarianceData;
}

/** A kernel as plain data. */
export interface CovarianceData {
  readonly kind: string;
  readonly [option: string]: unknown;
}

/**
 * A covariance function with all numbers known, evaluated by rows: `x` is row `i` of `X`, and `z_j` the first
 * `count` rows of `Z`; both have the same columns.
 */
export interface CovarianceFunction {
  /** `out[j] = k(x, z_j)`. */
  row(X: NDArrayLike, i: number, Z: NDArrayLike, count: number, out: Float64Array): void;
  /** `gradient[offset + p] += Σ_j weights[j] ∂k(x, z_j) / ∂log θ_p`. */
  gradient(
    X: NDArrayLike,
    i: number,
    Z: NDArrayLike,
    count: number,
    weights: Float64Array,
    gradient: Float64Array,
    offset: number,
  ): void;
  /** `k(x, x)`. */
  variance(X: NDArrayLike, i: number): number;
  /** Present where the whole is `variance · k(s)`: then all rows can be computed at once. */
  readonly stationary?: StationaryForm;
  /** Present in a sum and a product: what it joins, and where the hyper-parameters of each begin. */
  readonly parts?: {
    readonly kind: "sum" | "product";
    readonly terms: readonly CovarianceFunction[];
    readonly offsets: readonly number[];
  };
}

/** `variance · k(s)`, `s = Σ_j ((x_j − x′_j) / ℓ_j)²`, and which hyper-parameters its numbers are. */
export interface StationaryForm {
  /** Absent where `k` is 1. */
  readonly distance?: {
    readonly family: Family;
    /** The columns of X that count, and the length scale of each. */
    readonly columns: readonly number[];
    readonly lengths: readonly number[];
    /** By column, the position of its length scale among the hyper-parameters. */
    readonly positions: readonly number[];
  };
  readonly variance: number;
  /** Where the standard deviations stand of which the variance is made. */
  readonly scalePositions: readonly number[];
}
