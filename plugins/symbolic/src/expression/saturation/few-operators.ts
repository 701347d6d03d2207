import { type Application, apply, type Expression, fixed, withLeaves } from "../expression.js";

const minusOne = fixed(-1);
const powers: Partial<Readonly<Record<Application["operator"], number>>> = {
  inverse: -1,
  square: 2,
  cube: 3,
  sqrt: 0.5,
};

/** The same with sums, products, powers and functions only, so that few rules say all. */
export function withFewOperators(node: Expression): Expression {
  if (node.kind !== "apply") return node;
  const [a, b] = node.operands.map(withFewOperators) as [Expression, Expression];
  const power = powers[node.operator];
  if (power !== undefined) return apply("power", a, fixed(power));
  switch (node.operator) {
    case "negate":
      return negated(a);
    case "subtract":
      return apply("add", a, negated(b));
    case "divide":
      return apply("multiply", a, apply("power", b, minusOne));
    default:
      return node.operands.length === 2 ? apply(node.operator, a, b) : apply(node.operator, a);
  }
}

function negated(a: Expression): Expression {
  return a.kind === "constant" ? { ...a, value: -a.value } : apply("multiply", minusOne, a);
}

/** With all numbers as part of the structure. */
export function withFixedNumbers(expression: Expression): Expression {
  return withLeaves(expression, (leaf) => (leaf.kind === "constant" ? fixed(leaf.value) : leaf));
}
