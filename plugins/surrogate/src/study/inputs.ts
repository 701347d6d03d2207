import { asMatrix, NDArray, scaleDesign } from "@mesoscope/core";
import { type ArrayLike, ShapeError, ValueError } from "@mesoscope/sdk";
import { checkFiniteData } from "../training/scaling.js";

/** Numbers by the names of the inputs. */
export type Named<Name extends string> = Readonly<Record<Name, number>>;

/** The lower and upper bound of each input. */
export type Bounds<Name extends string> = Readonly<Record<Name, readonly [number, number]>>;

/** What predictions are asked for: rows of numbers in the order of the inputs, or inputs by name. */
export type Asked<Name extends string> = ArrayLike | Named<Name> | readonly Named<Name>[];

/** Names and bounds of the inputs of a simulator. */
export class Inputs<Name extends string = string> {
  readonly names: readonly Name[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];

  /** @throws ValueError BAD_OPTION */
  constructor(owner: string, bounds: Bounds<Name>) {
    this.names = Object.keys(bounds ?? {}) as Name[];
    if (this.names.length === 0) {
      throw new ValueError("BAD_OPTION", `${owner}: inputs has no names. Give { name: [low, high] } for each input.`);
    }
    for (const name of this.names) {
      const given: unknown = bounds[name];
      const isPair = Array.isArray(given) && given.length === 2 && given.every(Number.isFinite);
      if (isPair && given[0] < given[1]) continue;
      throw new ValueError(
        "BAD_OPTION",
        `${owner}: the bounds of ${name} are ${bounds[name]}. Give two finite numbers, the lower first.`,
      );
    }
    this.lower = this.names.map((name) => bounds[name][0]);
    this.upper = this.names.map((name) => bounds[name][1]);
  }

  get bounds(): Bounds<Name> {
    return Object.fromEntries(
      this.names.map((name, j) => [name, [this.lower[j], this.upper[j]] as const]),
    ) as Bounds<Name>;
  }

  named(row: ArrayLike & Iterable<number>): Named<Name> {
    const values = [...row];
    return Object.fromEntries(this.names.map((name, j) => [name, values[j]])) as Named<Name>;
  }

  /** Rows of shape [n, inputs]. */
  rowsOf(points: readonly Named<Name>[]): NDArray {
    const data = Float64Array.from(points.flatMap((point) => this.names.map((name) => point[name])));
    return new NDArray(data, [points.length, this.names.length]);
  }

  /** Points of the unit cube within the bounds. */
  fromCube(points: NDArray): NDArray {
    return scaleDesign(points, { lower: this.lower, upper: this.upper });
  }

  toCube(rows: NDArray): NDArray {
    const d = this.names.length;
    return rows.map((value, at) => (value - this.lower[at % d]) / (this.upper[at % d] - this.lower[at % d]));
  }

  /** 1 for each row within the bounds, else 0. */
  within(rows: NDArray): NDArray {
    const d = this.names.length;
    return new NDArray(
      Float64Array.from({ length: rows.shape[0] }, (_, i) =>
        Number(this.lower.every((low, j) => low <= rows.data[i * d + j] && rows.data[i * d + j] <= this.upper[j])),
      ),
    );
  }

  /** @throws ShapeError SHAPE_MISMATCH, DataError MISSING_VALUES */
  read(owner: string, X: Asked<Name>): NDArray {
    const rows = this.#isNamed(X)
      ? this.rowsOf(Array.isArray(X) ? X : [X as Named<Name>])
      : asMatrix(X as ArrayLike, `${owner}: X`);
    if (rows.shape[1] !== this.names.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `${owner}: X has ${rows.shape[1]} columns but the inputs are ${this.names.join(", ")}. Give one column for each.`,
      );
    }
    checkFiniteData(owner, "X", rows);
    return rows;
  }

  #isNamed(X: Asked<Name>): X is Named<Name> | readonly Named<Name>[] {
    const first = Array.isArray(X) ? X[0] : X;
    return typeof first === "object" && first !== null && this.names.every((name) => typeof first[name] === "number");
  }
}
