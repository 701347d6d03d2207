import { type Application, constant, type Expression } from "../../expression/expression.js";

type Make = (operator: Application["operator"], ...operands: Expression[]) => Expression;

/**
 * The operation with the constants of its operands in front of it, as `c · (x · y)` for `(c · x) · y`; `undefined` where
 * none can move. Numbers that belong to the structure stay.
 */
export function raised({ operator, operands }: Application, make: Make): Expression | undefined {
  const [a, b] = operands as readonly [Expression, Expression];
  const [offsetA, offsetB] = [termOf(a), b && termOf(b)];
  const [factorA, factorB] = [factorOf(a), b && factorOf(b)];
  switch (operator) {
    case "add":
    case "subtract": {
      if (offsetA) return make("add", constant(offsetA.value), make(operator, offsetA.rest, b));
      const sign = operator === "add" ? 1 : -1;
      if (offsetB) return make("add", constant(sign * offsetB.value), make(operator, a, offsetB.rest));
      if (!factorA || !factorB || factorA.value === 0) return undefined;
      const ratio = factorB.value / factorA.value;
      return make("multiply", constant(factorA.value), make(operator, factorA.rest, times(ratio, factorB.rest, make)));
    }
    case "multiply":
      if (factorA) return make("multiply", constant(factorA.value), make(operator, factorA.rest, b));
      return factorB && make("multiply", constant(factorB.value), make(operator, a, factorB.rest));
    case "divide":
      if (factorA) return make("multiply", constant(factorA.value), make(operator, factorA.rest, b));
      return factorB && make("multiply", constant(1 / factorB.value), make(operator, a, factorB.rest));
    case "inverse":
      return factorA && make("multiply", constant(1 / factorA.value), make(operator, factorA.rest));
    case "square":
      return factorA && make("multiply", constant(factorA.value ** 2), make(operator, factorA.rest));
    default:
      return undefined;
  }
}

interface Split {
  readonly value: number;
  readonly rest: Expression;
}

function termOf(node: Expression): Split | undefined {
  return splitOf(node, "add");
}

function factorOf(node: Expression): Split | undefined {
  return splitOf(node, "multiply");
}

function splitOf(node: Expression, operator: "add" | "multiply"): Split | undefined {
  if (node.kind !== "apply" || node.operator !== operator) return undefined;
  const [first, rest] = node.operands as readonly [Expression, Expression];
  return first.kind === "constant" && !first.fixed ? { value: first.value, rest } : undefined;
}

/** Constants this close to 1 are rounding. */
const nearlyOne = 1e-7;

function times(factor: number, node: Expression, make: Make): Expression {
  return Math.abs(factor - 1) < nearlyOne ? node : make("multiply", constant(factor), node);
}
