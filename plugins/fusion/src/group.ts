import { DataError, ValueError } from "@mesoscope/sdk";
import { type Column, columnOf, type Value, withUnit } from "./column.js";
import { Dataset } from "./dataset.js";
import { type Aggregate, aggregateNames, Tally, unitOfAggregate } from "./tally.js";

/** What is worked out of which columns: `{ load: "mean", strain: ["minimum", "maximum"] }`. */
export type Aggregates = Readonly<Record<string, Aggregate | readonly Aggregate[]>>;

interface Group {
  readonly keys: readonly Value[];
  rows: number;
  readonly tallies: readonly Tally[];
}

interface Wanted {
  readonly column: string;
  readonly aggregate: Aggregate;
}

type Tree = Map<Value, Tree | Group>;

/** Gathers rows by the values of some columns, table after table, and works out figures of each group. */
export class Groups {
  readonly #caller: string;
  readonly #keys: readonly string[];
  readonly #wanted: readonly Wanted[];
  readonly #columns: readonly string[];
  readonly #groups: Group[] = [];
  /** The groups by the first key, then by the second, … */
  readonly #tree: Tree = new Map();
  /** What the columns hold; a piece in which nothing is there does not tell. */
  readonly #seen = new Map<string, Column>();

  constructor(caller: string, keys: readonly string[], aggregates: Aggregates) {
    this.#caller = caller;
    this.#keys = keys;
    this.#columns = Object.keys(aggregates);
    this.#wanted = Object.entries(aggregates).flatMap(([column, list]) =>
      [list].flat().map((aggregate) => ({ column, aggregate: checkAggregate(caller, aggregate as Aggregate) })),
    );
  }

  add(table: Dataset): void {
    for (const [name, column] of table.stored) {
      if (!this.#seen.has(name) || column.kind !== "text") this.#seen.set(name, column);
    }
    const keys = this.#keys.map((name) => table.values(name));
    const groups = Array.from({ length: table.rowCount }, (_, i) => this.#group(keys, i));
    for (const group of groups) group.rows++;
    this.#columns.forEach((name, j) => {
      const values = table.values(name);
      for (let i = 0; i < groups.length; i++) groups[i]!.tallies[j]!.add(values[i]!);
    });
  }

  /** One row a group, in the order in which they were met: the keys, how many rows there are, and the figures. */
  result(): Dataset {
    const groups = this.#groups;
    const columns = new Map<string, Column>();
    this.#keys.forEach((name, k) => {
      const column = columnOf(
        groups.map((group) => group.keys[k]!),
        name,
      );
      columns.set(name, withUnit(column, unitOf(this.#seen.get(name))));
    });
    columns.set("rows", { kind: "number", values: Float64Array.from(groups, ({ rows }) => rows) });
    for (const { column, aggregate } of this.#wanted) {
      this.#checkKind(column, aggregate, this.#seen.get(column)!);
      const figures = groups.map(({ tallies }) => tallies[this.#columns.indexOf(column)]!.result(aggregate));
      const made = columnOf(figures, column);
      columns.set(`${column} ${aggregate}`, withUnit(made, unitOfAggregate(aggregate, unitOf(this.#seen.get(column)))));
    }
    return new Dataset({ columns });
  }

  /** The group that row `i` belongs to; a new one where it is the first. */
  #group(keys: readonly (readonly Value[])[], i: number): Group {
    let branch = this.#tree;
    for (let k = 0; k + 1 < keys.length; k++) {
      const key = comparable(keys[k]![i]!);
      const next = branch.get(key) ?? new Map();
      branch.set(key, next);
      branch = next as Tree;
    }
    const last = keys.length === 0 ? null : comparable(keys.at(-1)![i]!);
    const found = branch.get(last) as Group | undefined;
    if (found) return found;
    const group = this.#newGroup(keys.map((values) => values[i]!));
    branch.set(last, group);
    return group;
  }

  #newGroup(keys: readonly Value[]): Group {
    const keeps = (column: string) =>
      this.#wanted.some((wanted) => wanted.column === column && wanted.aggregate === "median");
    const group = { keys, rows: 0, tallies: this.#columns.map((column) => new Tally(keeps(column))) };
    this.#groups.push(group);
    return group;
  }

  #checkKind(name: string, aggregate: Aggregate, column: Column): void {
    if (column.kind === "number" || ["count", "first", "last"].includes(aggregate)) return;
    throw new DataError(
      "NOT_NUMERIC",
      `${this.#caller}: there is no ${aggregate} of "${name}", which holds ${column.kind}. Use count, first or last.`,
    );
  }
}

/** A key by which equal values meet: dates are objects, no two of which are one. */
function comparable(value: Value): Value {
  return value instanceof Date ? value.getTime() : value;
}

function checkAggregate(caller: string, aggregate: Aggregate): Aggregate {
  if (aggregateNames.includes(aggregate)) return aggregate;
  throw new ValueError(
    "BAD_VALUE",
    `${caller}: there is no aggregate ${String(aggregate)}. They are ${aggregateNames.join(", ")}.`,
  );
}

function unitOf(column: Column | undefined): string | undefined {
  return column?.kind === "number" ? column.unit : undefined;
}
