import { fromSI, parseUnit, quantity, toSI } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { type Value, valueAt } from "../column.js";
import { readColumn } from "../formats/read-column.js";
import { changeColumns, requireNumbers } from "./change-columns.js";
import type { Applied, Columns } from "./columns.js";
import { type Finding, finding } from "./report.js";
import type { RuleOf } from "./rules.js";

/** Says in which unit numbers were written. */
export function unit(columns: Columns, { columns: names, unit: wanted, factor = 1 }: RuleOf<"unit">): Applied {
  parseUnit(wanted);
  const changed = new Map(columns);
  const findings = names.map((name) => {
    const { values, unit: old } = requireNumbers(columns.get(name)!, name, "unit");
    // A quotient by 100 is exact where a product with 0.01 is not.
    const inverse = Math.round(1 / factor);
    const exact = factor < 1 && 1 / inverse === factor;
    changed.set(name, {
      kind: "number",
      values: values.map((value) => (exact ? value / inverse : value * factor)),
      unit: wanted,
    });
    const why = factor === 1 ? "the rule names it" : `one step is ${factor} ${wanted}`;
    return finding(
      { kind: "repaired", column: name, what: "unit", why, before: old ?? "none", after: wanted },
      [],
      values.length,
    );
  });
  return { columns: changed, findings };
}

/** Gives numbers in another unit. */
export function convert(columns: Columns, { columns: names, unit: wanted }: RuleOf<"convert">): Applied {
  return changeColumns(columns, names, (column, name) => {
    const numbers = requireNumbers(column, name, "convert");
    return {
      column: { kind: "number", values: converted(numbers.values, numbers.unit ?? "", wanted), unit: wanted },
      what: "unit conversion",
      why: `from ${numbers.unit ?? "none"}`,
    };
  });
}

/** Numbers of one unit in another of the same dimension. */
export function converted(values: Float64Array, from: string, to: string): Float64Array {
  quantity(1, from).in(to);
  return from === to ? values : fromSI(toSI(values, from), to).data;
}

/** Gives values of another kind. */
export function kind(columns: Columns, { columns: names, kind: wanted }: RuleOf<"kind">): Applied {
  const changed = new Map(columns);
  const findings: Finding[] = [];
  for (const name of names) {
    const column = columns.get(name)!;
    if (column.kind === wanted) continue;
    const texts = Array.from({ length: column.values.length }, (_, i) => textOf(valueAt(column, i)));
    const read = readColumn(name, texts, ".", { kinds: { [name]: wanted } });
    changed.set(name, read.column);
    const why = `the rule asks for ${wanted}`;
    findings.push(
      finding(
        { kind: "repaired", column: name, what: "kind", why, before: column.kind, after: wanted },
        [],
        texts.length,
      ),
    );
    findings.push(...read.findings.filter((one) => one.kind !== "recognised"));
  }
  return { columns: changed, findings };
}

/** Puts texts in one form. */
export function text(columns: Columns, { columns: names, case: letters, replace = {} }: RuleOf<"text">): Applied {
  const inCase = { lower: (value: string) => value.toLowerCase(), upper: (value: string) => value.toUpperCase() };
  const tidy = (value: string) => {
    const plain = value.normalize("NFC").trim().replaceAll(/\s+/g, " ");
    const cased = letters ? inCase[letters](plain) : plain;
    return replace[cased] ?? cased;
  };
  return changeColumns(columns, names, (column, name) => {
    if (column.kind !== "text") {
      throw new DataError(
        "NOT_TEXT",
        `clean: the rule text is for texts but "${name}" holds ${column.kind}. Leave the column out of it.`,
      );
    }
    const values = column.values.map((value) => (value === null ? null : tidy(value)));
    return { column: { kind: "text", values }, what: "text", why: "blanks, case and spelling" };
  });
}

function textOf(value: Value): string | null {
  return value instanceof Date ? value.toISOString() : value === null ? null : String(value);
}
