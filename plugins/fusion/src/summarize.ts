import { mean, quantile, standardDeviation } from "@mesoscope/core";
import { type Column, missingCount } from "./column.js";

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
