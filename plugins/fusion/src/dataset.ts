import { array, asArray, asVector, fromSI, NDArray, quantity, stackColumns, toSI } from "@mesoscope/core";
import {
  type ArrayLike,
  type ColumnLike,
  DataError,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  nearestName,
  ShapeError,
  type TableLike,
  ValueError,
} from "@mesoscope/sdk";
import type { DataFrame } from "nodejs-polars";
import { checkUnit, isRoles } from "./checks.js";
import { type Finding, Report } from "./cleaning/report.js";
import { type Column, type ColumnValues, columnOf, takeRows, type Value, valueAt, withUnit } from "./column.js";
import { type Aggregates, Groups } from "./group.js";
import { datasetHtml, datasetText } from "./show-dataset.js";
import { type Split, type SplitOptions, splitPositions } from "./split.js";
import { summarize } from "./summarize.js";
import { evaluateFormula } from "./tables/evaluate-formula.js";
import { type JoinOptions, joinTables } from "./tables/join.js";
import { type JoinNearestOptions, joinNearest } from "./tables/join-nearest.js";
import { type MeltOptions, meltTable, type PivotOptions, pivotTable } from "./tables/reshape.js";
import { sortedPositions } from "./tables/sort.js";

/** One row as a person reads it, by column; numbers in the column's own unit, `null` where a value is missing. */
export type Row = Readonly<Record<string, Value>>;

/** Which columns a model learns from. */
export interface Roles {
  /** Columns that predict. */
  readonly X: readonly string[];
  /** The column to be predicted. */
  readonly y: string;
}

/** All that a dataset is made of. */
interface DatasetParts {
  readonly columns: ReadonlyMap<string, Column>;
  readonly roles?: Roles | undefined;
  readonly report?: Report | undefined;
}

/**
 * A table whose number columns know their units. It never changes; every method returns a new one.
 *
 * Numbers come out in SI unless another unit is asked for; rows and pictures keep the unit in which a column was written.
 *
 * @example
 * const coupons = dataset({ width: [25, 25], stress: [60, 80] }, { units: { width: "mm", stress: "MPa" } });
 * coupons.column("stress").data; // [60e6, 80e6]
 * coupons.column("stress", { in: "GPa" }).data; // [0.06, 0.08]
 */
export class Dataset implements TableLike, Displayable {
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #roles: Roles | undefined;
  /** What was recognised, repaired and doubted when the table was read and cleaned. */
  readonly report: Report;

  /** @internal */
  constructor({ columns, roles, report = new Report() }: DatasetParts) {
    this.#columns = columns;
    this.#roles = roles;
    this.report = report;
  }

  get columns(): readonly string[] {
    return [...this.#columns.keys()];
  }

  get rowCount(): number {
    return this.#columns.values().next().value?.values.length ?? 0;
  }

  /** The unit of every column that has one, as written. */
  get units(): Readonly<Record<string, string>> {
    const entries = [...this.#columns].flatMap(([name, column]) =>
      column.kind === "number" && column.unit ? [[name, column.unit] as const] : [],
    );
    return Object.fromEntries(entries);
  }

  /** The columns that predict, where `select` has named them. */
  get features(): readonly string[] | undefined {
    return this.#roles?.X;
  }

  /** The column to be predicted, where `select` has named it. */
  get target(): string | undefined {
    return this.#roles?.y;
  }

  /**
   * A column of numbers, of shape [n]: in SI, or in the unit asked for. Yes and no become 1 and 0; missing is NaN.
   *
   * @throws DataError UNKNOWN_COLUMN, NOT_NUMERIC; UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  column(name: string, options: { in?: string } = {}): NDArray {
    const column = this.#find("column", name);
    if (column.kind === "boolean")
      return asArray(column.values.map((value) => (value === null ? Number.NaN : Number(value))));
    if (column.kind !== "number") {
      throw new DataError(
        "NOT_NUMERIC",
        `Dataset.column: "${name}" holds ${column.kind}, not numbers. Use values("${name}").`,
      );
    }
    const { unit = "", values } = column;
    const wanted = options.in;
    if (wanted === unit) return array(values);
    if (wanted === undefined) return toSI(values, unit);
    quantity(1, unit).in(wanted);
    return fromSI(toSI(values, unit), wanted);
  }

  /** The values of a column as a person reads them; `null` where one is missing. */
  values(name: string): readonly Value[] {
    const column = this.#find("values", name);
    if (column.kind !== "number") return column.values.slice();
    const values = new Array<Value>(this.rowCount);
    for (let i = 0; i < values.length; i++) values[i] = valueAt(column, i);
    return values;
  }

  /** A column by the protocol that figures and models read tables with: numbers in SI, other values as they are. */
  getColumn(name: string): ColumnLike {
    const column = this.#find("getColumn", name);
    const read = () => (column.kind === "number" ? this.column(name) : column.values);
    return { length: this.rowCount, toArray: read };
  }

  /** The rows, one after another. */
  *rows(): Generator<Row> {
    for (let i = 0; i < this.rowCount; i++) yield this.row(i);
  }

  /**
   * Row `i`, from 0.
   *
   * @throws DataError ROW_OUT_OF_RANGE
   */
  row(i: number): Row {
    this.#checkRow("row", i);
    return rowOf([...this.#columns], i);
  }

  /**
   * The rows for which `keep` is true.
   *
   * @example
   * const birds = dataset({ species: ["Gentoo", "Adelie"], year: [2007, 2008] });
   * birds.filter((bird) => bird.species === "Gentoo").rowCount; // 1
   */
  filter(keep: (row: Row, i: number) => boolean): Dataset {
    if (typeof keep !== "function") {
      throw new ValueError(
        "BAD_VALUE",
        `Dataset.filter: found a ${typeof keep} where a function is needed. Give one, such as (row) => row.width > 5.`,
      );
    }
    const columns = [...this.#columns];
    const positions: number[] = [];
    for (let i = 0; i < this.rowCount; i++) if (keep(rowOf(columns, i), i)) positions.push(i);
    return this.take(positions);
  }

  /**
   * The rows at `positions`, in that order.
   *
   * @throws DataError ROW_OUT_OF_RANGE
   */
  take(positions: readonly number[]): Dataset {
    for (const i of positions) this.#checkRow("take", i);
    return this.#with([...this.#columns].map(([name, column]) => [name, takeRows(column, positions)]));
  }

  /**
   * Some columns; or, as `{ X, y }`, the roles of columns in learning, with all columns kept.
   *
   * @throws DataError UNKNOWN_COLUMN, ValueError BAD_VALUE
   */
  select(choice: readonly string[] | Roles): Dataset {
    if (isRoles(choice)) {
      for (const name of [...choice.X, choice.y]) this.#find("select", name);
      return new Dataset({ columns: this.#columns, roles: choice, report: this.report });
    }
    if (!Array.isArray(choice)) {
      throw new ValueError(
        "BAD_VALUE",
        'Dataset.select: names are needed. Give columns, such as ["a", "b"], or roles, such as { X: ["a"], y: "b" }.',
      );
    }
    const names: readonly string[] = choice;
    return new Dataset({
      columns: new Map(names.map((name) => [name, this.#find("select", name)])),
      report: this.report,
    });
  }

  /** The columns that predict, in SI, of shape [n, d]. */
  get X(): NDArray {
    return stackColumns(...this.#requireRoles("X").X.map((name) => this.column(name)));
  }

  /** The column to be predicted, in SI, of shape [n]. */
  get y(): NDArray {
    return this.column(this.#requireRoles("y").y);
  }

  /** The rows in which none of `columns` (default: all) is missing. */
  dropMissing(columns: readonly string[] = this.columns): Dataset {
    const checked = columns.map((name) => this.#find("dropMissing", name));
    return this.filter((_, i) => checked.every((column) => valueAt(column, i) !== null));
  }

  /**
   * The same table with a column added or replaced; `unit` is that of numbers.
   *
   * @throws DataError MIXED_COLUMN, NOT_NUMERIC; ShapeError SHAPE_MISMATCH; UnitError UNKNOWN_UNIT
   */
  withColumn(name: string, values: ArrayLike | ColumnValues, options: { unit?: string } = {}): Dataset {
    const column = columnOf(plainValues(name, values), name);
    checkUnit(name, column, options.unit);
    const added = withUnit(column, options.unit);
    if (this.columns.length > 0 && added.values.length !== this.rowCount) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `Dataset.withColumn: "${name}" has ${added.values.length} values but the table has ${this.rowCount} rows. Give one per row.`,
      );
    }
    return this.#with([...this.#columns, [name, added]]);
  }

  /**
   * The same table with a column worked out of others by a formula whose units are checked: `+ - * / ^`, brackets, `sqrt`,
   * `abs`, `exp`, `log`, `log10`, `sin`, `cos`, `tan`, `tanh`; names with blanks in backticks, quantities in quotes.
   *
   * @param options.unit the unit of the result; the one that the formula gives unless given
   *
   * @example
   * const bars = dataset({ force: [10, 20], width: [5, 5] }, { units: { force: "kN", width: "mm" } });
   * bars.with("stress", "force / width^2", { unit: "MPa" }).values("stress"); // [400, 800]
   * bars.with("weight", 'force / "9.81 m/s^2"').units.weight; // "kg"
   *
   * @throws ValueError BAD_FORMULA; UnitError DIMENSION_MISMATCH, OFFSET_UNIT, UNKNOWN_UNIT; DataError UNKNOWN_COLUMN,
   *   NOT_NUMERIC
   */
  with(name: string, formula: string, options: { unit?: string } = {}): Dataset {
    const { values, unit } = evaluateFormula(this, formula, options.unit);
    return this.withColumn(name, values, unit === "" ? {} : { unit });
  }

  /**
   * The same table with some columns in another unit.
   *
   * @throws UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT; DataError UNKNOWN_COLUMN, NOT_NUMERIC
   */
  convert(names: string | readonly string[], unit: string): Dataset {
    return ([names].flat() as string[]).reduce<Dataset>(
      (table, name) => table.withColumn(name, table.column(name, { in: unit }).data, { unit }),
      this,
    );
  }

  /** The same table with other names for some columns: `{ old: "new" }`. */
  rename(names: Readonly<Record<string, string>>): Dataset {
    for (const name of Object.keys(names)) this.#find("rename", name);
    const renamed = [...this.#columns].map(([name, column]) => [names[name] ?? name, column] as const);
    if (new Set(renamed.map(([name]) => name)).size === renamed.length) {
      const { X, y } = this.#roles ?? {};
      const roles = X && y !== undefined ? { X: X.map((name) => names[name] ?? name), y: names[y] ?? y } : undefined;
      return new Dataset({ columns: new Map(renamed), roles, report: this.report });
    }
    throw new DataError(
      "DUPLICATE_COLUMN",
      "Dataset.rename: two columns would have one name. Give every column a name of its own.",
    );
  }

  /** The rows in the order of one column or several, the first counting most; missing values come last. */
  sort(by: string | readonly string[], options: { descending?: boolean } = {}): Dataset {
    const columns = ([by].flat() as string[]).map((name) => this.#find("sort", name));
    return this.take(sortedPositions(columns, this.rowCount, options.descending ?? false));
  }

  /**
   * The rows of this table with those of another whose keys are equal, numbers in different units too.
   *
   * @example
   * const tests = dataset({ id: ["a", "b"], width: [25, 50] }, { units: { width: "mm" } });
   * const sites = dataset({ id: ["b"], site: ["Bonn"] });
   * tests.join(sites, { on: "id" }).values("site"); // [null, "Bonn"]
   *
   * @throws DataError UNKNOWN_COLUMN, MIXED_COLUMN; UnitError DIMENSION_MISMATCH; ValueError BAD_OPTION
   */
  join(other: Dataset, options: JoinOptions): Dataset {
    return joinTables(this, other, options);
  }

  /**
   * Every row of this table with the nearest row of another in time, or along another axis.
   *
   * @example
   * const slow = dataset({ time: [0, 60], load: [1, 2] }, { units: { time: "s", load: "kN" } });
   * const fast = dataset({ time: [0.9, 2], strain: [5, 6] }, { units: { time: "min" } });
   * slow.joinNearest(fast, { on: "time", tolerance: "10 s" }).values("strain"); // [null, 5]
   *
   * @throws DataError UNKNOWN_COLUMN, NOT_NUMERIC, MIXED_COLUMN; UnitError DIMENSION_MISMATCH; ValueError BAD_OPTION
   */
  joinNearest(other: Dataset, options: JoinNearestOptions): Dataset {
    return joinNearest(this, other, options);
  }

  /**
   * A wide table: the values of one column become columns.
   *
   * @throws DataError UNKNOWN_COLUMN, SEVERAL_VALUES; ValueError BAD_OPTION
   */
  pivot(options: PivotOptions): Dataset {
    return pivotTable(this, options);
  }

  /**
   * A long table: columns are put below each other, in the unit of the first.
   *
   * @throws DataError UNKNOWN_COLUMN, MIXED_COLUMN; UnitError DIMENSION_MISMATCH; ValueError BAD_OPTION
   */
  melt(options: MeltOptions): Dataset {
    return meltTable(this, options);
  }

  /** Two tables of all rows, drawn at random with `seed`; rows that share a value of `groupBy` stay together. */
  split(options: SplitOptions): Split<Dataset> {
    const groups = options.groupBy === undefined ? undefined : this.values(options.groupBy);
    const { train, test } = splitPositions(this.rowCount, options, groups);
    return { train: this.take(train), test: this.take(test) };
  }

  /** Count, missing values, mean, spread and quartiles of every number column, as a table in the columns' own units. */
  describe(): Dataset {
    return new Dataset({ columns: summarize(this.#columns) });
  }

  /**
   * Figures of the rows that share the values of some columns: `rows` counts them, missing values are left out.
   *
   * @example
   * const loads = dataset({ site: ["A", "B", "A"], load: [1, 5, 3] }, { units: { load: "kN" } });
   * loads.groupBy("site", { load: ["mean", "maximum"] }).row(0); // { site: "A", rows: 2, "load mean": 2, "load maximum": 3 }
   *
   * @throws DataError UNKNOWN_COLUMN, NOT_NUMERIC; UnitError OFFSET_UNIT; ValueError BAD_VALUE
   */
  groupBy(keys: string | readonly string[], aggregates: Aggregates): Dataset {
    const groups = new Groups("Dataset.groupBy", [keys].flat() as string[], aggregates);
    groups.add(this);
    return groups.result();
  }

  /** The table as a polars DataFrame, for joins and group-by; numbers in the columns' own units. Node only. */
  async toFrame(): Promise<DataFrame> {
    const { frameOf } = await import("./polars.node.js");
    return frameOf(this.#columns);
  }

  /** The columns as they were written. @internal */
  get stored(): ReadonlyMap<string, Column> {
    return this.#columns;
  }

  /** The same table with more findings in its report. @internal */
  reported(findings: Iterable<Finding>): Dataset {
    return new Dataset({ columns: this.#columns, roles: this.#roles, report: this.report.and(findings) });
  }

  [displaySymbol](): MimeBundle {
    return {
      "text/plain": datasetText(this.#columns, this.rowCount),
      "text/html": datasetHtml(this.#columns, this.rowCount, this.report),
    };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Dataset\n${datasetText(this.#columns, this.rowCount)}`;
  }

  #with(columns: Iterable<readonly [string, Column]>): Dataset {
    return new Dataset({ columns: new Map(columns), roles: this.#roles, report: this.report });
  }

  #find(caller: string, name: string): Column {
    const column = this.#columns.get(name);
    if (column) return column;
    const nearest = nearestName(name, this.columns);
    const advice = nearest ? `Did you mean "${nearest}"?` : `The columns are ${this.columns.slice(0, 8).join(", ")}.`;
    throw new DataError("UNKNOWN_COLUMN", `Dataset.${caller}: there is no column "${name}". ${advice}`);
  }

  #checkRow(caller: string, i: number): void {
    if (Number.isInteger(i) && i >= 0 && i < this.rowCount) return;
    throw new DataError(
      "ROW_OUT_OF_RANGE",
      `Dataset.${caller}: there is no row ${i} among ${this.rowCount} rows. Count from 0 to the number of rows less 1.`,
    );
  }

  #requireRoles(caller: string): Roles {
    if (this.#roles) return this.#roles;
    throw new DataError(
      "NO_TARGET",
      `Dataset.${caller}: nothing says what to learn. Call select({ X: […], y: "…" }) first.`,
    );
  }
}

function rowOf(columns: readonly (readonly [string, Column])[], i: number): Row {
  return Object.fromEntries(columns.map(([name, column]) => [name, valueAt(column, i)]));
}

function plainValues(name: string, values: ArrayLike | ColumnValues): ColumnValues {
  const isList = typeof values === "object" && values !== null && Symbol.iterator in values;
  if (isList && !(values instanceof NDArray)) return values as ColumnValues;
  return asVector(values as ArrayLike, `Dataset.withColumn: "${name}"`).data;
}
