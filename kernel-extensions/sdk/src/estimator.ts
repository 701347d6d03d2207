/** A dense array as plugins exchange it: row-major values and their shape. `NDArray` of `@mesoscope/core` is one. */
export interface NDArrayLike {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** What public functions accept where they need numbers; data frames and columns are recognised by shape. */
export type ArrayLike =
  | NDArrayLike
  | readonly number[]
  | readonly (readonly number[])[]
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | ColumnLike
  | TableLike;

/** A named column of values, such as a polars Series or an Arrow vector. */
export interface ColumnLike {
  toArray(): ArrayLike | readonly unknown[];
  readonly length: number;
}

/** A table of columns, such as a polars DataFrame. */
export interface TableLike {
  readonly columns: readonly string[];
  getColumn(name: string): ColumnLike;
}

/** A recipe that learns from data. `fit` leaves the recipe as it is and returns a new model. */
export interface Estimator<X, Y, M extends Model<X, unknown>> {
  readonly options: object;
  fit(X: X, y: Y): Promise<M>;
}

/** What was learned: plain data and functions of it, never changed after `fit`. */
export interface Model<X, Out> {
  predict(X: X): Out;
  toJSON(): unknown;
}

/** A model that says how sure it is. */
export interface ProbabilisticModel<X> extends Model<X, NDArrayLike> {
  predictive(X: X): Predictive;
}

/** Predictions with their uncertainty, one entry per row asked for. */
export interface Predictive {
  readonly mean: NDArrayLike;
  readonly std: NDArrayLike;
  /** Bounds between which the target lies with probability `level`, each of shape [n]. */
  interval(level: number): { readonly lower: NDArrayLike; readonly upper: NDArrayLike };
  /** The value below which the target lies with `probability`, of shape [n]. */
  quantile(probability: number): NDArrayLike;
  /** `count` draws, of shape [count, n]. */
  sample(count: number, options?: { seed?: number }): NDArrayLike;
}

/** A recipe for changing data, such as scaling. */
export interface Transformer<X> {
  fit(X: X): Promise<FittedTransformer<X>>;
}

/** A change of data that can be undone. */
export interface FittedTransformer<X> {
  transform(X: X): X;
  inverseTransform(X: X): X;
  toJSON(): unknown;
}

/** A model that moves forward in time; `dt` in seconds. */
export interface Simulator<S> {
  initial(): S;
  step(state: S, dt: number): S;
  observe?(state: S): Record<string, unknown>;
}
