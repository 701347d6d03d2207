import { type Application, apply, type Expression, withOperands } from "../expression/expression.js";

/**
 * The same sums and products from left to right, which read without parentheses: `a * b * c` for `a * (b * c)`, and `a / b`
 * for `a * (1 / b)`. Equal but for rounding; for people only.
 */
export function reassociated(expression: Expression): Expression {
  if (expression.kind !== "apply") return expression;
  return fromLeft(withOperands(expression, expression.operands.map(reassociated)));
}

/** What `outer(a, inner(b, c))` is: `second(first(a, b), c)`. */
const rules: Readonly<Record<string, readonly [first: Application["operator"], second: Application["operator"]]>> = {
  "multiply multiply": ["multiply", "multiply"],
  "multiply divide": ["multiply", "divide"],
  "add add": ["add", "add"],
  "add subtract": ["add", "subtract"],
};

function fromLeft(node: Application): Expression {
  const [a, b] = node.operands;
  if (b?.kind !== "apply") return node;
  if (node.operator === "multiply" && b.operator === "inverse") return apply("divide", a, b.operands[0]);
  const rule = rules[`${node.operator} ${b.operator}`];
  if (!rule) return node;
  const [first, second] = rule;
  return fromLeft(apply(second, fromLeft(apply(first, a, b.operands[0])), b.operands[1]));
}
