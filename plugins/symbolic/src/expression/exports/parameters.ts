import { type Expression, nodesOf, variablesOf } from "../expression.js";
import { identifiersOf } from "../identifiers.js";

/** The variables that occur, by index, with names that the language lets them have. */
export function parametersOf(
  expression: Expression,
  names: readonly string[],
  reserved: readonly string[],
): ReadonlyMap<number, string> {
  const identifiers = identifiersOf(names, reserved);
  return new Map(variablesOf(expression).map((index) => [index, identifiers[index] ?? `x${index}`]));
}

/** Whether it has constants per group. */
export function isGrouped(expression: Expression): boolean {
  return nodesOf(expression).some(({ kind }) => kind === "groupConstant");
}
