import { asArray, fromSI, NDArray, quantity, toSI } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  DataError,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  nearestName,
  ShapeError,
} from "@mesoscope/sdk";
import { checkUnit } from "../checks.js";
import { type Column, type ColumnValues, columnOf, takeRows, type Value, valueAt, withUnit } from "../column.js";
import { showFigure } from "../common/show-figure.js";
import { Dataset } from "../dataset.js";
import { type Choice, choosePositions } from "./choose-positions.js";
import { expandAxes } from "./expand-axes.js";
import type { Attributes } from "./raw-file.js";
import { gridFigure, gridText } from "./show-grid.js";
import { takeAlong } from "./take-along.js";

/** All that a grid is made of; values in row-major order, in the unit in which they were written. */
interface GridParts {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly unit?: string | undefined;
  readonly coordinates: ReadonlyMap<string, Column>;
  readonly attributes: Attributes;
}

/**
 * Numbers on a grid with named dimensions, such as a temperature over time, latitude and longitude. It never changes;
 * what is missing is NaN. Numbers come out in SI unless another unit is asked for.
 *
 * @example
 * const field = grid({
 *   name: "temperature", unit: "degC", values: [[10, 20, 30], [40, 50, 60]],
 *   coordinates: { depth: [0, 1], distance: [0, 5, 10] }, units: { depth: "m", distance: "km" },
 * });
 * field.select({ depth: 1 }).in("degC").data; // [40, 50, 60]
 * field.select({ distance: [0, 5] }).shape; // [2, 2]
 * field.coordinate("distance").data; // [0, 5000, 10000]
 */
export class Grid implements Displayable {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** As it was written; absent for pure numbers. */
  readonly unit?: string;
  /** What the file says besides: long name, coordinate reference system, … */
  readonly attributes: Attributes;
  readonly #stored: Float64Array;
  readonly #coordinates: ReadonlyMap<string, Column>;

  /** @internal */
  constructor({ name, dimensions, shape, values, unit, coordinates, attributes }: GridParts) {
    this.name = name;
    this.dimensions = dimensions;
    this.shape = shape;
    if (unit) this.unit = unit;
    this.attributes = attributes;
    this.#stored = values;
    this.#coordinates = coordinates;
  }

  /** The numbers in SI, of the grid's shape. */
  get values(): NDArray {
    return toSI(new NDArray(this.#stored.slice(), this.shape), this.unit ?? "");
  }

  /**
   * The numbers in a unit, of the grid's shape.
   *
   * @throws UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  in(unit: string): NDArray {
    if (unit === (this.unit ?? "")) return new NDArray(this.#stored.slice(), this.shape);
    quantity(1, this.unit ?? "").in(unit);
    return fromSI(this.values, unit);
  }

  /** The unit of every dimension that has one, as written. */
  get units(): Readonly<Record<string, string>> {
    const entries = [...this.#coordinates].flatMap(([name, axis]) =>
      axis.kind === "number" && axis.unit ? [[name, axis.unit] as const] : [],
    );
    return Object.fromEntries(entries);
  }

  /**
   * The positions along a dimension, of shape [n]: numbers in SI or in the unit asked for, times in seconds since 1970.
   *
   * @throws DataError UNKNOWN_DIMENSION, NOT_NUMERIC; UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  coordinate(dimension: string, options: { in?: string } = {}): NDArray {
    const axis = this.#axis("coordinate", dimension);
    const seconds = (values: readonly (Date | null)[]) => values.map((time) => (time?.getTime() ?? Number.NaN) / 1000);
    const numbers: Column =
      axis.kind === "time" ? ({ ...columnOf(seconds(axis.values), dimension), unit: "s" } as Column) : axis;
    return new Dataset({ columns: new Map([[dimension, numbers]]) }).column(dimension, options);
  }

  /** The positions along a dimension as a person reads them. */
  labels(dimension: string): readonly Value[] {
    const axis = this.#axis("labels", dimension);
    return Array.from({ length: axis.values.length }, (_, i) => valueAt(axis, i));
  }

  /**
   * The part of the grid at some coordinates, in the units in which they were written: for one value the nearest place,
   * without that dimension; for two the range between them.
   *
   * @throws DataError UNKNOWN_DIMENSION, OUT_OF_RANGE
   */
  select(choice: Readonly<Record<string, Choice>>): Grid {
    return Object.entries(choice).reduce<Grid>((part, [dimension, wanted]) => part.#selectOne(dimension, wanted), this);
  }

  #selectOne(dimension: string, wanted: Choice): Grid {
    const axis = this.#axis("select", dimension);
    const { positions, isOne } = choosePositions(dimension, axis, wanted);
    const along = this.dimensions.indexOf(dimension);
    const values = takeAlong(this.#stored, this.shape, along, positions);
    const keep = <T>(list: readonly T[], own: T) => (isOne ? list.toSpliced(along, 1) : list.with(along, own));
    const coordinates = new Map(this.#coordinates);
    if (isOne) coordinates.delete(dimension);
    else coordinates.set(dimension, takeRows(axis, positions));
    const dimensions = keep(this.dimensions, dimension);
    return this.#with({ values, shape: keep(this.shape, positions.length), dimensions, coordinates });
  }

  /** One row a cell: a column for each dimension and one for the values. */
  toTable(): Dataset {
    const columns = expandAxes(this.dimensions, this.shape, this.#coordinates);
    const name = columns.has(this.name) ? `${this.name} value` : this.name;
    columns.set(name, withUnit({ kind: "number", values: this.#stored.slice() }, this.unit));
    return new Dataset({ columns });
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const text = gridText(this, this.#stored);
    const hasFigure = this.#stored.length > 1 && !this.#stored.every(Number.isNaN);
    return hasFigure ? showFigure(text, (plot) => gridFigure(plot, this)) : { "text/plain": text };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Grid\n${gridText(this, this.#stored)}`;
  }

  #with(parts: Partial<GridParts>): Grid {
    const { name, dimensions, shape, unit, attributes } = this;
    return new Grid({
      name,
      dimensions,
      shape,
      unit,
      attributes,
      values: this.#stored,
      coordinates: this.#coordinates,
      ...parts,
    });
  }

  #axis(caller: string, dimension: string): Column {
    const axis = this.#coordinates.get(dimension);
    if (axis) return axis;
    const nearest = nearestName(dimension, this.dimensions);
    const advice = nearest ? `Did you mean "${nearest}"?` : `The dimensions are ${this.dimensions.join(", ")}.`;
    throw new DataError("UNKNOWN_DIMENSION", `Grid.${caller}: there is no dimension "${dimension}". ${advice}`);
  }
}

/** What a grid is made of. */
export interface GridOptions {
  readonly name: string;
  /** Of as many axes as there are coordinates. */
  readonly values: ArrayLike;
  /** The unit of the values. */
  readonly unit?: string;
  /** Positions along each dimension, in the order of the axes: numbers, dates or texts. */
  readonly coordinates: Readonly<Record<string, ColumnValues>>;
  /** The unit of the positions, by dimension. */
  readonly units?: Readonly<Record<string, string>>;
  readonly attributes?: Attributes;
}

/**
 * A grid from values and the positions along its dimensions.
 *
 * @example
 * grid({ name: "load", unit: "kN", values: [1, 2], coordinates: { time: [0, 1] } }).values.data; // [1000, 2000]
 *
 * @throws ShapeError SHAPE_MISMATCH; UnitError UNKNOWN_UNIT; ValueError BAD_OPTION
 */
export function grid(options: GridOptions): Grid {
  checkOptions("grid", options, ["name", "values", "unit", "coordinates", "units", "attributes"]);
  const { name, unit, units = {}, attributes = {} } = options;
  const values = asArray(options.values, "grid: values");
  const coordinates = new Map(
    Object.entries(options.coordinates).map(([dimension, positions]) => {
      const axis = columnOf(positions, dimension);
      checkUnit(dimension, axis, units[dimension]);
      return [dimension, withUnit(axis, units[dimension])] as const;
    }),
  );
  checkUnit(name, { kind: "number", values: values.data }, unit);
  const sizes = [...coordinates.values()].map((axis) => axis.values.length);
  if (sizes.join() !== values.shape.join()) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `grid: values have the shape [${values.shape}] but the coordinates are for [${sizes}]. Give one position per place.`,
    );
  }
  return new Grid({
    name,
    unit,
    attributes,
    coordinates,
    dimensions: [...coordinates.keys()],
    shape: sizes,
    values: values.data.slice(),
  });
}
