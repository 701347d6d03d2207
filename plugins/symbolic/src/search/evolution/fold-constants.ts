import {
  type Application,
  apply,
  type Constant,
  constant,
  type Expression,
  fixed,
  withOperands,
} from "../../expression/expression.js";
import { binaryFunctions, isBinary, unaryFunctions } from "../../expression/operators.js";
import { raised } from "./raise-constants.js";

/**
 * The formula without needless constants: `2 · (3 · x)` becomes `6 · x` and `exp(2)` a number; constants that a fit may
 * change move out of products and sums, as in `2 · (x + 1.5 · y)`. What edits leave behind is put in order so; equal
 * formulas may still look different.
 */
export function foldConstants(node: Expression): Expression {
  return node.kind === "apply" ? ordered(withOperands(node, node.operands.map(foldConstants))) : node;
}

/** A node whose operands are in order. */
function ordered(node: Application): Expression {
  const simpler = asNumber(node) ?? withoutInverses(node) ?? withoutOne(node) ?? joined(node);
  return simpler ?? raised(node, (...parts) => ordered(apply(...parts))) ?? node;
}

/** 1 · x is x. */
function withoutOne({ operator, operands }: Application): Expression | undefined {
  const [a, b] = operands as readonly [Expression, Expression | undefined];
  const isOne = (node: Expression) => isNumber(node) && node.value === 1;
  if (operator === "multiply" && isOne(a)) return b;
  return b && isOne(b) && (operator === "multiply" || operator === "divide") ? a : undefined;
}

export function isNumber(node: Expression): node is Constant {
  return node.kind === "constant";
}

function asNumber(node: Application): Expression | undefined {
  if (!node.operands.every(isNumber)) return undefined;
  const [a, b] = node.operands.map(({ value }) => value) as [number, number];
  const value = isBinary(node.operator) ? binaryFunctions[node.operator](a, b) : unaryFunctions[node.operator](a);
  return node.operands.every((operand) => isNumber(operand) && operand.fixed) ? fixed(value) : constant(value);
}

const inverses: Readonly<Record<string, string>> = {
  ...{ negate: "negate", inverse: "inverse", exp: "log", log: "exp", square: "sqrt" },
};

/** −(−x) and its like are x. */
function withoutInverses(node: Application): Expression | undefined {
  const [inner] = node.operands as readonly [Expression];
  return inner.kind === "apply" && inverses[node.operator] === inner.operator ? inner.operands[0] : undefined;
}

const additive = ["add", "subtract"];
const multiplicative = ["multiply", "divide"];

/** c · (k · x) with the numbers joined, and the same for sums; a number stands first in a product and in a sum. */
function joined(node: Application): Expression | undefined {
  const [a, b] = node.operands as readonly [Expression, Expression | undefined];
  if (!b) return undefined;
  if (isNumber(b) && !isNumber(a)) {
    if (node.operator === "add" || node.operator === "multiply") return foldedAgain(node, [b, a]);
    if (node.operator === "subtract") return foldedAgain({ ...node, operator: "add" }, [opposite(b), a]);
    if (node.operator === "divide") return foldedAgain({ ...node, operator: "multiply" }, [reciprocal(b), a]);
  }
  if (!isNumber(a) || b.kind !== "apply" || !b.operands[0] || !isNumber(b.operands[0]) || !b.operands[1])
    return undefined;
  const sums = additive.includes(node.operator) && additive.includes(b.operator);
  const products = node.operator === "multiply" && multiplicative.includes(b.operator);
  const sum = node.operator === "subtract" ? a.value - b.operands[0].value : a.value + b.operands[0].value;
  if (products) return withOperands(b, [like(a, b.operands[0], a.value * b.operands[0].value), b.operands[1]]);
  const isDifference = (node.operator === "subtract") !== (b.operator === "subtract");
  return sums
    ? { ...b, operator: isDifference ? "subtract" : "add", operands: [like(a, b.operands[0], sum), b.operands[1]] }
    : undefined;
}

function foldedAgain(node: Application, operands: readonly Expression[]): Expression {
  const turned = withOperands(node, operands);
  return joined(turned) ?? turned;
}

function opposite(number: Constant): Constant {
  return { ...number, value: -number.value };
}

function reciprocal(number: Constant): Constant {
  return { ...number, value: 1 / number.value };
}

function like(a: Constant, b: Constant, value: number): Constant {
  return a.fixed && b.fixed ? fixed(value) : constant(value);
}
