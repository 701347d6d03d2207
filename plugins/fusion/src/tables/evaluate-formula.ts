import { fromSI, type Quantity, quantity } from "@mesoscope/core";
import { type MesoscopeError, UnitError, ValueError } from "@mesoscope/sdk";
import type { Dataset } from "../dataset.js";
import { type Formula, type Operator, parseFormula } from "./parse-formula.js";

/** Values in SI, one for all rows or one a row, and a quantity of their dimension by which formulas are checked. */
interface Term {
  readonly values: number | Float64Array;
  readonly model: Quantity;
  /** A number as it stands in the formula, which may scale a unit or be an exponent. */
  readonly constant?: number;
}

const plainFunctions: Readonly<Record<string, (value: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
};

/**
 * The values of a formula of columns, in the unit asked for or in the one that the formula gives.
 *
 * @throws ValueError BAD_FORMULA; UnitError DIMENSION_MISMATCH, OFFSET_UNIT, UNKNOWN_UNIT; DataError UNKNOWN_COLUMN,
 *   NOT_NUMERIC
 */
export function evaluateFormula(table: Dataset, text: string, wanted?: string): { values: Float64Array; unit: string } {
  const formula = parseFormula(text);
  const term = located(text, () => evaluate(table, formula));
  const unit = wanted ?? term.model.unit.symbol;
  located(text, () => term.model.in(unit));
  const { values } = term;
  const all = typeof values === "number" ? new Float64Array(table.rowCount).fill(values) : values;
  return { values: fromSI(all, unit).data, unit };
}

/** An error about units says in which formula. */
function located<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    const reason = (error as MesoscopeError).message.replace(/^quantity\.?\w*: /, "");
    throw new UnitError((error as MesoscopeError).code, `Dataset.with: in "${text}", ${reason}`, { cause: error });
  }
}

function evaluate(table: Dataset, formula: Formula): Term {
  switch (formula.kind) {
    case "number":
      return constant(formula.value);
    case "quantity": {
      const model = quantity(formula.text);
      return { values: model.value, model };
    }
    case "column": {
      const { data } = table.column(formula.name);
      return { values: data, model: quantity(1, table.units[formula.name] ?? "") };
    }
    case "negative":
      return operate("*", constant(-1), evaluate(table, formula.of));
    case "call":
      return call(formula.name, evaluate(table, formula.of));
    case "operation":
      return operate(formula.operator, evaluate(table, formula.left), evaluate(table, formula.right));
  }
}

function constant(value: number): Term {
  return { values: value, model: quantity(1, ""), constant: value };
}

const operations: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

function operate(operator: Operator, a: Term, b: Term): Term {
  if (a.constant !== undefined && b.constant !== undefined)
    return constant(operations[operator](a.constant, b.constant));
  return { values: combined(a.values, b.values, operations[operator]), model: modelOf(operator, a, b) };
}

/** What the operation makes of units; it throws where it has no meaning. */
function modelOf(operator: Operator, a: Term, b: Term): Quantity {
  switch (operator) {
    case "+":
      return a.model.add(b.model);
    case "-":
      return a.model.subtract(b.model);
    case "*":
      if (a.constant !== undefined) return b.model.multiply(1);
      return b.constant !== undefined ? a.model.multiply(1) : a.model.multiply(b.model);
    case "/":
      return b.constant !== undefined ? a.model.divide(1) : a.model.divide(b.model);
    case "^":
      if (b.constant !== undefined) return a.model.power(b.constant);
      requirePlain("an exponent that varies", a.model);
      requirePlain("an exponent", b.model);
      return quantity(1, "");
  }
}

function call(name: string, { values, model }: Term): Term {
  const each = (of: (value: number) => number) => (typeof values === "number" ? of(values) : values.map(of));
  if (name === "sqrt") return { values: each(Math.sqrt), model: model.power(0.5) };
  if (name === "abs") return { values: each(Math.abs), model };
  const of = plainFunctions[name];
  if (!of) {
    const known = ["sqrt", "abs", ...Object.keys(plainFunctions)].join(", ");
    throw new ValueError("BAD_FORMULA", `Dataset.with: there is no function ${name}. The functions are ${known}.`);
  }
  requirePlain(name, model);
  return { values: each(of), model: quantity(1, "") };
}

function requirePlain(what: string, model: Quantity): void {
  if (Object.keys(model.dimension).length === 0) return;
  throw new UnitError(
    "DIMENSION_MISMATCH",
    `${what} needs a plain number but has the unit ${model.unit.symbol}. Divide by a quantity of this unit first.`,
  );
}

function combined(
  a: number | Float64Array,
  b: number | Float64Array,
  of: (a: number, b: number) => number,
): number | Float64Array {
  if (typeof a === "number") return typeof b === "number" ? of(a, b) : b.map((value) => of(a, value));
  if (typeof b === "number") return a.map((value) => of(value, b));
  return a.map((value, i) => of(value, b[i]!));
}
