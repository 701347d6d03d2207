import { type Constant, constant, fixed, type GroupConstant } from "../expression.js";

/** The number in front of a product: structure, fitted, or fitted in every group. */
export type Coefficient = Constant | GroupConstant;

export const one = fixed(1);
export const minusOne = fixed(-1);

export function isFixed(a: Coefficient): boolean {
  return a.kind === "constant" && a.fixed === true;
}

export function valuesOf(a: Coefficient): readonly number[] {
  return a.kind === "constant" ? [a.value] : a.values;
}

/** Whether it is this number as part of the structure. */
export function isNumber(a: Coefficient, value: number): boolean {
  return isFixed(a) && valuesOf(a)[0] === value;
}

export function isZero(a: Coefficient): boolean {
  return valuesOf(a).every((value) => value === 0);
}

export function isPositive(a: Coefficient): boolean {
  return valuesOf(a).every((value) => value > 0);
}

export function isNegative(a: Coefficient): boolean {
  return valuesOf(a).every((value) => value < 0);
}

export function mapped(a: Coefficient, f: (value: number) => number): Coefficient {
  if (a.kind === "groupConstant") return { ...a, values: a.values.map(f) };
  return a.fixed ? fixed(f(a.value)) : constant(f(a.value));
}

/** Structure only where both are. */
export function combined(a: Coefficient, b: Coefficient, f: (a: number, b: number) => number): Coefficient {
  if (a.kind === "groupConstant") {
    return { ...a, values: a.values.map((value, i) => f(value, b.kind === "constant" ? b.value : b.values[i]!)) };
  }
  if (b.kind === "groupConstant") return { ...b, values: b.values.map((value) => f(a.value, value)) };
  return a.fixed && b.fixed ? fixed(f(a.value, b.value)) : constant(f(a.value, b.value));
}

export function plus(a: Coefficient, b: Coefficient): Coefficient {
  return combined(a, b, (p, q) => p + q);
}

export function times(a: Coefficient, b: Coefficient): Coefficient {
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  return combined(a, b, (p, q) => p * q);
}

/** The same for all values of a fitted constant. */
export function formOfNumber(a: Coefficient): string {
  if (a.kind === "groupConstant") return "g";
  return a.fixed ? String(Number(a.value.toPrecision(12))) : "c";
}

export function idOfNumber(a: Coefficient): string {
  return a.kind === "groupConstant" ? `[${a.values}]` : String(a.value);
}
