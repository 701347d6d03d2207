import { mean, quantile, standardDeviation } from "@mesoscope/core";
import { type Column, missingCount, valueAt } from "./column.js";
import { type Aggregate, Tally } from "./tally.js";

/** Count, missing values, mean, spread and quartiles of every number column, one row a column. */
export function summarize(columns: ReadonlyMap<string, Column>): Map<string, Column> {
  const numbers = [...columns].flatMap(([name, column]) => (column.kind === "number" ? [{ name, column }] : []));
  const present = numbers.map(({ column }) => column.values.filter((value) => !Number.isNaN(value)));
  const figure = (of: (values: Float64Array) => number): Column => ({
    kind: "number",
    values: Float64Array.from(present, (values) => (values.length === 0 ? Number.NaN : of(values))),
  });
  return new Map<string, Column>([
    ["column", { kind: "text", values: numbers.map(({ name }) => name) }],
    ["unit", { kind: "text", values: numbers.map(({ column }) => column.unit ?? "") }],
    ["count", { kind: "number", values: Float64Array.from(present, (values) => values.length) }],
    ["missing", { kind: "number", values: Float64Array.from(numbers, ({ column }) => missingCount(column)) }],
    ["mean", figure((values) => mean(values))],
    ["standard deviation", figure(spread)],
    ["minimum", figure((values) => quantile(values, 0))],
    ["lower quartile", figure((values) => quantile(values, 0.25))],
    ["median", figure((values) => quantile(values, 0.5))],
    ["upper quartile", figure((values) => quantile(values, 0.75))],
    ["maximum", figure((values) => quantile(values, 1))],
  ]);
}

/** The standard deviation of the sample; exactly 0 where all values are equal. */
function spread(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  return values.every((value) => value === values[0]) ? 0 : standardDeviation(values, undefined, { sample: true });
}

/** The same without quartiles, of tables that come one after another. */
export class RunningSummary {
  readonly #columns = new Map<string, { readonly unit: string; readonly tally: Tally; missing: number }>();

  add(columns: ReadonlyMap<string, Column>): void {
    for (const [name, column] of columns) {
      if (column.kind !== "number") continue;
      const entry = this.#columns.get(name) ?? { unit: column.unit ?? "", tally: new Tally(false), missing: 0 };
      this.#columns.set(name, entry);
      entry.missing += missingCount(column);
      for (let i = 0; i < column.values.length; i++) entry.tally.add(valueAt(column, i));
    }
  }

  result(): Map<string, Column> {
    const entries = [...this.#columns];
    const figure = (aggregate: Aggregate): Column => ({
      kind: "number",
      values: Float64Array.from(entries, ([, { tally }]) => (tally.result(aggregate) as number | null) ?? Number.NaN),
    });
    const figures = (["mean", "standard deviation", "minimum", "maximum"] as const).map(
      (name) => [name, figure(name)] as const,
    );
    return new Map<string, Column>([
      ["column", { kind: "text", values: entries.map(([name]) => name) }],
      ["unit", { kind: "text", values: entries.map(([, { unit }]) => unit) }],
      ["count", figure("count")],
      ["missing", { kind: "number", values: Float64Array.from(entries, ([, { missing }]) => missing) }],
      ...figures,
    ]);
  }
}
