import { type Application, type Expression, fixed } from "../expression.js";
import type { UnaryOperator } from "../operators.js";
import { isFixed, isNumber, isPositive, mapped, minusOne, one } from "./coefficient.js";
import { functionOf, withoutSpareNumbers } from "./functions.js";
import { numberOf, numberSum, scaled } from "./powers.js";
import { multiplied, raised } from "./products.js";
import { factorOf, powerAtom, type Sum, sumOf, termOf, variableAtom } from "./sum-of-products.js";

const powers: Partial<Readonly<Record<Application["operator"], number>>> = {
  inverse: -1,
  square: 2,
  cube: 3,
  sqrt: 0.5,
};

/** The formula as a sum of products of powers. */
export function toSum(node: Expression): Sum {
  if (node.kind === "variable") return sumOf([termOf(one, [factorOf(variableAtom(node.index))])]);
  if (node.kind !== "apply") return numberSum(node);
  const [first, second] = node.operands as [Expression, Expression];
  const power = powers[node.operator];
  if (power !== undefined) return raised(toSum(first), fixed(power));
  switch (node.operator) {
    case "add":
      return withoutSpareNumbers(sumOf([...toSum(first).terms, ...toSum(second).terms]));
    case "subtract":
      return withoutSpareNumbers(sumOf([...toSum(first).terms, ...scaled(toSum(second), minusOne).terms]));
    case "negate":
      return scaled(toSum(first), minusOne);
    case "multiply":
      return multiplied(toSum(first), toSum(second));
    case "divide":
      return multiplied(toSum(first), raised(toSum(second), fixed(-1)));
    case "power":
      return powerOfSums(toSum(first), toSum(second));
    default:
      return functionOf(node.operator as UnaryOperator, toSum(first));
  }
}

/** With a fitted base, `c^x` is `exp(k·x)`. */
function powerOfSums(base: Sum, exponent: Sum): Sum {
  const power = numberOf(exponent);
  if (power?.kind === "constant") return raised(base, power);
  const number = numberOf(base);
  if (number && !isFixed(number) && isPositive(number)) {
    return functionOf("exp", multiplied(numberSum(mapped(number, Math.log)), exponent));
  }
  if (number && isNumber(number, 1)) return base;
  return sumOf([termOf(one, [factorOf(powerAtom(base, exponent))])]);
}
