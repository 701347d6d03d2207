import { checkOptions, displaySymbol, type MimeBundle, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray, asMatrix } from "../arrays/as-array.js";
import { mapLines } from "../arrays/lines.js";
import { NDArray, type NestedNumbers } from "../arrays/nd-array.js";
import { showShape, sizeOf } from "../arrays/shape.js";
import { ascending, type Extrapolation, extrapolationOf, intervalOf, placed } from "./samples.js";
import { splineSlopes } from "./spline-slopes.js";

export interface GridInterpolationOptions {
  /** The ascending positions along each axis of the grid. */
  readonly axes: readonly ArrayInput[];
  /** A value per point of the grid, of shape [positions of axis 1, positions of axis 2, …]. */
  readonly values: ArrayInput;
  /** `"linear"` along each axis unless given; the `"nearest"` value, or products of `"cubic"` splines. */
  readonly method?: "linear" | "nearest" | "cubic";
  /** Outside the grid: an `"error"` unless given, the outermost cells go on (`"extend"`) or their border (`"constant"`). */
  readonly extrapolation?: Extrapolation;
}

/**
 * A function of several variables from its values on a grid, such as a table of material properties.
 *
 * @example
 * const table = gridInterpolation({ axes: [[0, 1], [0, 10]], values: [[0, 1], [2, 3]] });
 * table.at([[0.5, 5], [1, 0]]).data; // [1.5, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_SORTED, NOT_FINITE, EMPTY with fewer than 2 positions on an axis, BAD_OPTION
 * @see de Boor, A Practical Guide to Splines, chapter XVII (tensor products)
 */
export function gridInterpolation(options: GridInterpolationOptions): GridInterpolation {
  return new GridInterpolation(options);
}

/** One of the numbers that are summed along an axis: its position, 1 for a slope or 0 for a value, and its weight. */
type Term = readonly [position: number, isSlope: 0 | 1, weight: number];

/** A function of several variables, made by `gridInterpolation`. */
export class GridInterpolation {
  readonly #axes: readonly Float64Array[];
  readonly #method: "linear" | "nearest" | "cubic";
  readonly #extrapolation: Extrapolation;
  /** The values; for cubics also the slopes along each set of axes, at the number whose bits name the axes. */
  readonly #fields: readonly Float64Array[];
  readonly #strides: readonly number[];

  /** @internal */
  constructor(options: GridInterpolationOptions) {
    const name = "gridInterpolation";
    checkOptions(name, options, ["axes", "values", "method", "extrapolation"]);
    const { method = "linear" } = options;
    if (!["linear", "nearest", "cubic"].includes(method)) {
      throw new ValueError("BAD_OPTION", `${name}: method is ${method}. Give "linear", "nearest" or "cubic".`);
    }
    if (!Array.isArray(options.axes) || options.axes.length === 0) {
      throw new ValueError("BAD_OPTION", `${name}: axes is no list. Give the positions along each axis, as in [x, y].`);
    }
    this.#axes = options.axes.map((positions, axis) => ascending(name, `axis ${axis}`, positions));
    const values = asArray(options.values, `${name}: values`);
    const lengths = this.#axes.map(({ length }) => length);
    checkValues(name, values, lengths);
    this.#method = method;
    this.#extrapolation = extrapolationOf(name, options.extrapolation);
    this.#strides = lengths.map((_, axis) => sizeOf(lengths.slice(axis + 1)));
    this.#fields = method === "cubic" ? this.#withSlopes(values) : [values.data];
  }

  /**
   * The values at points of shape [n, axes], or at one point of shape [axes].
   *
   * @throws ShapeError SHAPE_MISMATCH
   * @throws ValueError OUT_OF_RANGE outside the grid, unless `extrapolation` says what to do there
   */
  at(points: ArrayInput): NDArray {
    const given = asArray(points, "GridInterpolation.at: the points");
    const count = this.#axes.length;
    const rows = asMatrix(given.rank === 1 ? given.reshape([-1, count]) : given, "GridInterpolation.at: the points");
    if (rows.shape[1] !== count) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `GridInterpolation.at: the points have shape ${showShape(given.shape)}. Give ${count} coordinates in each row.`,
      );
    }
    return new NDArray(Float64Array.from({ length: rows.shape[0]! }, (_, i) => this.#valueAt(rows.row(i).data)));
  }

  /** What `gridInterpolation` takes, with plain numbers. */
  toJSON(): GridInterpolationOptions {
    const lengths = this.#axes.map(({ length }) => length);
    return {
      axes: this.#axes.map((positions) => [...positions]),
      values: new NDArray(this.#fields[0]!, lengths).toArray() as NestedNumbers[],
      method: this.#method,
      extrapolation: this.#extrapolation,
    };
  }

  toString(): string {
    const ranges = this.#axes.map((positions) => `${positions[0]} … ${positions.at(-1)} (${positions.length})`);
    return `GridInterpolation, ${this.#method}, over ${ranges.join(" × ")}`;
  }

  [displaySymbol](): MimeBundle {
    const rows = this.#axes.map((positions, axis) => {
      return `<tr><th>${axis}</th><td>${positions[0]}</td><td>${positions.at(-1)}</td><td>${positions.length}</td></tr>`;
    });
    const head = "<thead><tr><th>axis</th><th>from</th><th>to</th><th>positions</th></tr></thead>";
    const html = `<p>GridInterpolation, ${this.#method}</p><table>${head}<tbody>${rows.join("")}</tbody></table>`;
    return { "text/plain": this.toString(), "text/html": html };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #withSlopes(values: NDArray): Float64Array[] {
    let fields = [values];
    this.#axes.forEach((positions, axis) => {
      const slopes = fields.map((field) =>
        mapLines(field, axis, positions.length, (line) => splineSlopes(positions, line, "notAKnot")),
      );
      fields = [...fields, ...slopes];
    });
    return fields.map(({ data }) => data);
  }

  #valueAt(point: Float64Array): number {
    const terms = this.#axes.map((positions, axis) => this.#termsAlong(positions, point[axis]!));
    const sum = (axis: number, offset: number, field: number): number => {
      if (axis === terms.length) return this.#fields[field]![offset]!;
      let total = 0;
      for (const [position, isSlope, weight] of terms[axis]!) {
        total += weight * sum(axis + 1, offset + position * this.#strides[axis]!, field + (isSlope << axis));
      }
      return total;
    };
    return sum(0, 0, 0);
  }

  #termsAlong(positions: Float64Array, coordinate: number): readonly Term[] {
    const last = positions.at(-1)!;
    const at = placed("GridInterpolation.at", coordinate, positions[0]!, last, this.#extrapolation);
    const i = intervalOf(positions, at);
    const h = positions[i + 1]! - positions[i]!;
    const t = (at - positions[i]!) / h;
    if (this.#method === "nearest") return [[i + Number(t >= 0.5), 0, Number.isNaN(t) ? t : 1]];
    if (this.#method === "linear") return [[i, 0, 1 - t], [i + 1, 0, t]]; // biome-ignore format: one list
    const u = 1 - t;
    return [
      [i, 0, u * u * (1 + 2 * t)],
      [i + 1, 0, t * t * (1 + 2 * u)],
      [i, 1, h * t * u * u],
      [i + 1, 1, -h * t * t * u],
    ];
  }
}

function checkValues(name: string, values: NDArray, lengths: readonly number[]): void {
  if (values.rank !== lengths.length || lengths.some((length, axis) => length !== values.shape[axis])) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: values has shape ${showShape(values.shape)} but the axes have ${showShape(lengths)} positions. Give a value per point.`,
    );
  }
  const bad = values.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new ValueError(
    "NOT_FINITE",
    `${name}: values has ${values.data[bad]} at entry ${bad} in row-major order. Fill such gaps first.`,
  );
}
