import type { Constant } from "../expression.js";
import { type UnaryOperator, unaryFunctions } from "../operators.js";
import {
  type Coefficient,
  isFixed,
  isNegative,
  isNumber,
  isPositive,
  mapped,
  minusOne,
  one,
  valuesOf,
} from "./coefficient.js";
import { commonNumber, dividedBy } from "./common-number.js";
import { numberOf, numberSum, scaled } from "./powers.js";
import { multiplied, product, raised } from "./products.js";
import { isNonNegative, isNonNegativeSum } from "./roots.js";
import { type Factor, factorOf, functionAtom, type Sum, sumOf, type Term, termOf } from "./sum-of-products.js";

/** A function of a sum, with what can be taken out of it. */
export function functionOf(operator: UnaryOperator, argument: Sum): Sum {
  const number = numberOf(argument);
  if (number) return numberSum(mapped(number, unaryFunctions[operator]));
  if (operator === "exp") return exponential(argument);
  if (operator === "log") return logarithm(argument);
  if (operator === "abs") return magnitude(argument);
  return undone(operator, argument) ?? withSign(operator, argument);
}

const odd: readonly UnaryOperator[] = ["sin", "tan", "asin", "atan", "sinh", "tanh"];
const even: readonly UnaryOperator[] = ["cos", "cosh"];
const inverses: Partial<Readonly<Record<UnaryOperator, UnaryOperator>>> = { sin: "asin", cos: "acos", tan: "atan" };

function plainFunction(operator: UnaryOperator, argument: Sum): Sum {
  return sumOf([termOf(one, [factorOf(functionAtom(operator, argument))])]);
}

/** `exp(c + k·log(x) + rest)` is `exp(c)·x^k·exp(rest)`, for a fitted c. */
function exponential({ terms }: Sum): Sum {
  const parts = terms.map(outOfExponential);
  const rest = sumOf(terms.filter((_, i) => !parts[i]));
  const number = numberOf(rest);
  const front = number ? numberSum(mapped(number, Math.exp)) : plainFunction("exp", rest);
  return parts.reduce<Sum>((found, part) => (part ? multiplied(found, part) : found), front);
}

function outOfExponential({ coefficient, factors }: Term): Sum | undefined {
  if (factors.length === 0 && !isFixed(coefficient)) {
    const front = mapped(coefficient, Math.exp);
    return isInRange(front) ? numberSum(front) : undefined;
  }
  const argument = onlyArgument("log", factors);
  return argument && coefficient.kind === "constant" ? raised(argument, coefficient) : undefined;
}

/** `log(c·x^p·exp(a))` is `a + p·log(c^(1/p)·x)`. */
function logarithm(argument: Sum): Sum {
  const term = argument.terms.length === 1 ? argument.terms[0]! : undefined;
  if (!term) return plainFunction("log", argument);
  const { coefficient, factors } = term;
  const exponents = factors.flatMap(({ atom }) =>
    atom.kind === "function" && atom.operator === "exp" ? atom.argument.terms : [],
  );
  if (exponents.length > 0) {
    const rest = factors.filter(({ atom }) => atom.kind !== "function" || atom.operator !== "exp");
    return sumOf([...exponents, ...functionOf("log", product(coefficient, rest)).terms]);
  }
  const power = factors.length === 1 ? factors[0]!.exponent : one;
  const isEven = isFixed(power) && power.value % 2 === 0;
  if (isNumber(power, 1) || isEven || !isPositive(coefficient)) return plainFunction("log", argument);
  const front = mapped(coefficient, (value) => value ** (1 / power.value));
  if (!isInRange(front)) return plainFunction("log", argument);
  return scaled(functionOf("log", product(front, [factorOf(factors[0]!.atom)])), power);
}

function magnitude(argument: Sum): Sum {
  if (isNonNegativeSum(argument)) return argument;
  const several = argument.terms.length > 1;
  const common = several ? commonNumber(argument, true) : argument.terms[0]!.coefficient;
  const size = mapped(common, Math.abs);
  if (several) {
    const inner = dividedBy(argument, common);
    return scaled(isNonNegativeSum(inner) ? inner : plainFunction("abs", inner), size);
  }
  const { factors } = argument.terms[0]!;
  const signed = factors.filter((factor) => !isNonNegative(factor));
  const rest = factors.filter((factor) => isNonNegative(factor));
  if (signed.length === 0) return product(size, rest);
  const [only] = signed;
  if (signed.length > 1) return product(size, [...rest, factorOf(functionAtom("abs", product(one, signed)))]);
  return product(size, [...rest, factorOf(functionAtom("abs", product(one, [factorOf(only!.atom)])), only!.exponent)]);
}

/** `sin(asin(x))` is x. */
function undone(operator: UnaryOperator, { terms }: Sum): Sum | undefined {
  const inverse = inverses[operator];
  const [term] = terms;
  if (!inverse || terms.length !== 1 || !isNumber(term!.coefficient, 1)) return undefined;
  return onlyArgument(inverse, term!.factors);
}

/** `sin(-x)` is `-sin(x)`, `cos(-x)` is `cos(x)`. */
function withSign(operator: UnaryOperator, argument: Sum): Sum {
  const numbers = argument.terms.map(({ coefficient }) => coefficient);
  const first = numbers.find(isFixed) ?? (even.includes(operator) ? numbers[0] : undefined);
  const flips = first && isNegative(first);
  if (flips && even.includes(operator)) return functionOf(operator, scaled(argument, minusOne));
  if (flips && odd.includes(operator)) return scaled(functionOf(operator, scaled(argument, minusOne)), minusOne);
  return plainFunction(operator, argument);
}

function onlyArgument(operator: UnaryOperator, factors: readonly Factor[]): Sum | undefined {
  const only = factors.length === 1 && isNumber(factors[0]!.exponent, 1) ? factors[0]!.atom : undefined;
  return only?.kind === "function" && only.operator === operator ? only.argument : undefined;
}

/** `a + k·log(c·x)` is `k·log(c·exp(a/k)·x)` for fitted a and c. */
export function withoutSpareNumbers(sum: Sum): Sum {
  const spare = sum.terms.find(({ factors, coefficient }) => factors.length === 0 && !isFixed(coefficient));
  if (spare?.coefficient.kind !== "constant") return sum;
  const { value } = spare.coefficient;
  for (const term of sum.terms) {
    const argument = onlyArgument("log", term.factors);
    if (!argument || term.coefficient.kind !== "constant") continue;
    const front: Constant = { kind: "constant", value: Math.exp(value / term.coefficient.value) };
    const isFree = argument.terms.every(({ coefficient }) => !isFixed(coefficient));
    if (!isFree || !isInRange(front)) continue;
    const merged = scaled(functionOf("log", scaled(argument, front)), term.coefficient);
    return sumOf([...sum.terms.filter((other) => other !== term && other !== spare), ...merged.terms]);
  }
  return sum;
}

/** Whether a number is far from becoming zero or infinite. */
function isInRange(number: Coefficient): boolean {
  return valuesOf(number).every((value) => value > 1e-150 && value < 1e150);
}
