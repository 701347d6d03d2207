import { type Expression, operandsOf } from "../../expression/expression.js";

const powers: Readonly<Record<string, number>> = { square: 2, cube: 3, sqrt: 1 / 2, inverse: -1 };

/** The exponents in a formula, where powers of powers count as one; a variable exponent is NaN. */
export function exponentsOf(expression: Expression): number[] {
  const inner = operandsOf(expression).flatMap(exponentsOf);
  const [own, base] = powerAt(expression);
  if (own === undefined || base === undefined) return inner;
  let [total, below] = [own, base];
  for (let [next, rest] = powerAt(below); next !== undefined && rest; [next, rest] = powerAt(rest)) {
    total *= next;
    below = rest;
  }
  return [total, ...exponentsOf(below)];
}

function powerAt(node: Expression): [exponent?: number, base?: Expression] {
  if (node.kind !== "apply") return [];
  const [base, exponent] = node.operands;
  if (node.operator !== "power") return [powers[node.operator], base];
  return [exponent?.kind === "constant" ? exponent.value : Number.NaN, base];
}
