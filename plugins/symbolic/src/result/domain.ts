import { haltonSequence } from "@mesoscope/core";
import type { Formula } from "./formula.js";
import type { FormulaContext, VariableData } from "./formula-data.js";
import { listed, shown, withUnit } from "./numbers-in-words.js";
import type { Rows } from "./read-rows.js";
import { asGiven, unitOf } from "./units/measured.js";

/** Rounding beyond the ends of the data is not outside. */
const tolerance = 1e-12;

/** For every row how the first variable that lies outside its range in the data is called; `undefined` inside. */
export function outsideOf({ variables }: FormulaContext, { columns, count }: Rows): (VariableData | undefined)[] {
  const limits = variables.map(({ low, high }) => {
    const margin = tolerance * Math.max(Math.abs(low), Math.abs(high));
    return [low - margin, high + margin];
  });
  return Array.from({ length: count }, (_, row) =>
    variables.find((_, j) => columns[j][row] < limits[j][0] || columns[j][row] > limits[j][1]),
  );
}

/** How many points stand for the domain. */
const points = 512;

/** Spread evenly over the ranges of the data, in SI. */
export function pointsInDomain({ variables }: FormulaContext): Rows {
  const shares = haltonSequence(points, variables.length);
  const columns = variables.map(({ low, high }, j) => shares.column(j).data.map((share) => low + share * (high - low)));
  return { count: points, columns, groups: new Int32Array(points) };
}

/** One of them, by the names of the variables, in the units of the data. */
export function pointAt(
  { variables }: FormulaContext,
  { columns }: Rows,
  row: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(variables.map((variable, j) => [variable.name, asGiven(columns[j][row], variable)]));
}

/** `m = 2 kg and v = 3 m/s`. */
export function placeText({ variables }: FormulaContext, place: Readonly<Record<string, number>>): string {
  return listed(
    variables.map((variable) => `${variable.name} = ${withUnit(shown(place[variable.name]), unitOf(variable))}`),
  );
}

/** A point within the ranges of the data where a formula has no value, such as a root of a negative number. */
export function undefinedPoint(
  formula: Formula,
  context: FormulaContext,
): Readonly<Record<string, number>> | undefined {
  const rows = pointsInDomain(context);
  const row = formula.valuesAt(rows).findIndex((value) => !Number.isFinite(value));
  return row < 0 ? undefined : pointAt(context, rows, row);
}
