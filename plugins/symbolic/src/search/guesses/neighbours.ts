import { apply, constant, type Expression, fixed, operandsOf, sizeOf, variable } from "../../expression/expression.js";
import { isBinary } from "../../expression/operators.js";
import { nodeAt, replaceAt } from "../../expression/tree-places.js";
import { commonFunctions, type Vocabulary } from "../evolution/vocabulary.js";

/**
 * Formulas one step away: a fixed number freed, a constant or a variable joined to a part, a function around it, another
 * operator, or an operator given up for one of its operands.
 */
export function* neighbours(root: Expression, vocabulary: Vocabulary): Generator<Expression> {
  for (let place = sizeOf(root) - 1; place >= 0; place--) {
    for (const changed of changes(nodeAt(root, place), vocabulary)) yield replaceAt(root, place, changed);
  }
}

function* changes(node: Expression, { unary, binary, variables }: Vocabulary): Generator<Expression> {
  yield* operandsOf(node);
  if (node.kind === "constant") {
    if (node.fixed) yield constant(node.value);
    for (const index of variables) yield variable(index);
    return;
  }
  if (node.kind === "apply") {
    const others = isBinary(node.operator) ? binary : unary;
    for (const operator of others) if (operator !== node.operator) yield { ...node, operator };
  }
  yield apply("multiply", constant(1), node);
  yield apply("add", constant(0), node);
  if (binary.includes("power")) yield apply("power", node, constant(1));
  for (const operator of unary) if (commonFunctions.has(operator)) yield apply(operator, node);
  for (const index of variables) {
    const other = variable(index);
    for (const operator of binary) {
      if (operator === "add" || operator === "subtract") yield apply(operator, node, scaled(other));
      else if (operator === "multiply") yield apply(operator, node, other);
      else if (operator === "divide") yield* [apply(operator, node, other), apply(operator, other, node)];
    }
    yield apply("multiply", node, apply("add", fixed(1), scaled(other)));
  }
}

function scaled(node: Expression): Expression {
  return apply("multiply", constant(1), node);
}
