import { quantity } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { type Column, type NumberColumn, type Value, valueAt } from "../column.js";
import { changeColumns, requireNumbers } from "./change-columns.js";
import { type Applied, type Columns, checkColumn } from "./columns.js";
import type { Bound, RuleOf } from "./rules.js";

/** Removes codes for missing values. */
export function missing(columns: Columns, { codes, columns: names = [...columns.keys()] }: RuleOf<"missing">): Applied {
  const known = new Set(codes.map(String));
  return changeColumns(columns, names, (column) => ({
    column: without(column, (value) => known.has(String(value))),
    what: "missing-value code",
    why: `the rule names ${codes.join(", ")}`,
  }));
}

/** Removes numbers outside a range. */
export function range(columns: Columns, { columns: names, from, to }: RuleOf<"range">): Applied {
  return changeColumns(columns, names, (column, name) => {
    const numbers = requireNumbers(column, name, "range");
    const low = bound(from, numbers, Number.NEGATIVE_INFINITY);
    const high = bound(to, numbers, Number.POSITIVE_INFINITY);
    return {
      column: without(column, (value) => (value as number) < low || (value as number) > high),
      what: "out of range",
      why: `the range is ${from ?? "-∞"} to ${to ?? "∞"}`,
    };
  });
}

/** Gives one value in some rows. */
export function correct(columns: Columns, { column: name, where, to, why }: RuleOf<"correct">): Applied {
  const conditions = Object.entries(where).map(([other, value]) => [checkColumn(columns, other), value] as const);
  if (conditions.length === 0) {
    throw new ValueError(
      "BAD_RULE",
      `clean: the rule correct on "${name}" says no rows. Give where, such as { site: "A" }.`,
    );
  }
  const holds = (i: number) => conditions.every(([column, value]) => valueAt(column, i) === value);
  return changeColumns(columns, [name], (column) => ({
    column: replaced(column, name, holds, to),
    what: "correction",
    why,
  }));
}

function replaced(column: Column, name: string, holds: (i: number) => boolean, to: Value): Column {
  const kind = typeof to === "string" ? "text" : typeof to;
  if (to !== null && kind !== column.kind) {
    throw new ValueError(
      "BAD_RULE",
      `clean: the rule correct gives a ${kind} to "${name}", which holds ${column.kind}. Give a ${column.kind}.`,
    );
  }
  if (column.kind === "number") {
    return { ...column, values: column.values.map((value, i) => (holds(i) ? Number(to ?? Number.NaN) : value)) };
  }
  return {
    ...column,
    values: (column.values as readonly Value[]).map((value, i) => (holds(i) ? to : value)),
  } as Column;
}

function without(column: Column, isUnwanted: (value: Value) => boolean): Column {
  if (column.kind === "number") {
    return { ...column, values: column.values.map((value) => (isUnwanted(value) ? Number.NaN : value)) };
  }
  const values = (column.values as readonly Value[]).map((value) =>
    value !== null && isUnwanted(value) ? null : value,
  );
  return { ...column, values } as Column;
}

/** A bound in the unit of the column. */
function bound(given: Bound | undefined, { unit = "" }: NumberColumn, otherwise: number): number {
  if (given === undefined) return otherwise;
  return typeof given === "number" ? given : quantity(given).in(unit);
}
