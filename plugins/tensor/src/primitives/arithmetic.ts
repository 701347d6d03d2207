import { fill, filledWith, zerosLike } from "../graph/leaves.js";
import type { Primitive } from "../graph/primitive.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { cast, equal, where } from "./comparison.js";
import { applyBinary, applyUnary, pairOf, smooth } from "./elementwise.js";
import { log } from "./functions.js";
import { asNumbers } from "./kinds.js";
import { joinedPads } from "./pad.js";

const addPrimitive: Primitive = {
  name: "add",
  forward: (_result, [a, b]) => (a && b ? add(a, b) : (a ?? b)),
  backward: (_result, cotangent) => [cotangent, cotangent],
};
const subtractPrimitive: Primitive = {
  name: "subtract",
  forward: (_result, [a, b]) => (a && b ? subtract(a, b) : (a ?? (b && negative(b)))),
  backward: (_result, cotangent, [, right]) => [cotangent, right ? negative(cotangent) : undefined],
};
const negativePrimitive: Primitive = {
  name: "negative",
  forward: (_result, [x]) => x && negative(x),
  backward: (_result, cotangent) => [negative(cotangent)],
};
const product = smooth("multiply", [([, b]) => b!, ([a]) => a!], multiply, add);
/** Twice the factor of a square is one tensor for all derivatives. */
const multiplyPrimitive: Primitive = {
  name: "multiply",
  forward(result, tangents) {
    const [a, b] = result.inputs as [Tensor, Tensor];
    if (a !== b) return product.forward!(result, tangents);
    return tangents[0] && multiply(multiply(2, a), tangents[0]);
  },
  backward(result, cotangent, needed) {
    const [a, b] = result.inputs as [Tensor, Tensor];
    if (a !== b) return product.backward!(result, cotangent, needed);
    return [multiply(multiply(2, a), cotangent), undefined];
  },
};
const dividePrimitive = smooth(
  "divide",
  [([, b]) => divide(1, b!), ([, b], result) => negative(divide(result, b!))],
  multiply,
  add,
);
/** At base 0 the derivative by the exponent is taken as 0, the limit for exponents above 0, where the logarithm has none. */
const powerPrimitive = smooth(
  "power",
  [
    ([a, b]) => multiply(b!, power(a!, subtract(b!, 1))),
    ([a], result) => multiply(result, log(where(equal(a!, 0), 1, a!))),
  ],
  multiply,
  add,
);
const largerPrimitive = choosing("largerOf");
const smallerPrimitive = choosing("smallerOf");

/**
 * The sum of two tensors, entry by entry; axes of length 1 are repeated.
 *
 * @example
 * evaluate(() => add([1, 2], 3)).data; // [4, 5]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function add(a: Operand, b: Operand): Tensor {
  const [left, right] = pairOf("add", a, b, "integer");
  if (filledWith(left) === 0) return right;
  if (filledWith(right) === 0) return left;
  if (left === right) return multiply(2, left);
  if (isNegative(right)) return subtract(left, right.inputs[0]!);
  if (isNegative(left)) return subtract(right, left.inputs[0]!);
  const joined = joinedPads(left, right);
  if (joined) return joined;
  return applyBinary(addPrimitive, (x, y) => x + y, [left, right]);
}

/**
 * The difference of two tensors, entry by entry; otherwise as `add`.
 *
 * @example
 * evaluate(() => subtract([1, 2], 3)).data; // [-2, -1]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function subtract(a: Operand, b: Operand): Tensor {
  const [left, right] = pairOf("subtract", a, b, "integer");
  if (filledWith(right) === 0) return left;
  if (filledWith(left) === 0) return negative(right);
  if (isNegative(right)) return add(left, right.inputs[0]!);
  return applyBinary(subtractPrimitive, (x, y) => x - y, [left, right]);
}

/**
 * The tensor with the other sign.
 *
 * @example
 * evaluate(() => negative([1, -2])).data; // [-1, 2]
 */
export function negative(x: Operand): Tensor {
  const of = asNumbers(x);
  if (isNegative(of)) return of.inputs[0]!;
  const factor = factorOf(of);
  if (factor !== undefined) return multiply(fill(-factor, of.shape, of.kind), of.inputs[1]!);
  return applyUnary(negativePrimitive, (value) => -value, of);
}

/**
 * The product of two tensors, entry by entry; otherwise as `add`.
 *
 * @example
 * evaluate(() => multiply([1, 2], [[3], [4]])).toArray(); // [[3, 6], [4, 8]]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function multiply(a: Operand, b: Operand): Tensor {
  const [left, right] = pairOf("multiply", a, b, "integer");
  const [x, y] = [filledWith(left), filledWith(right)];
  if (x === 0 || y === 0) return zerosLike(left);
  if (x === 1) return right;
  if (y === 1) return left;
  if (x === -1) return negative(right);
  if (y === -1) return negative(left);
  if (y !== undefined && x === undefined) return multiply(right, left);
  if (isNegative(left)) return negative(multiply(left.inputs[0]!, right));
  if (isNegative(right)) return negative(multiply(left, right.inputs[0]!));
  const inner = x === undefined ? undefined : factorOf(right);
  if (inner !== undefined) return multiply(fill(x! * inner, right.shape), right.inputs[1]!);
  const [u, v] = [factorOf(left), factorOf(right)];
  if (u !== undefined && v !== undefined && left !== right) {
    return multiply(fill(u * v, left.shape), multiply(left.inputs[1]!, right.inputs[1]!));
  }
  return applyBinary(multiplyPrimitive, (a, b) => a * b, [left, right]);
}

/**
 * The quotient of two tensors, entry by entry; otherwise as `add`.
 *
 * @example
 * evaluate(() => divide([1, 2], 4)).data; // [0.25, 0.5]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function divide(a: Operand, b: Operand): Tensor {
  const [left, right] = pairOf("divide", a, b, "real");
  const y = filledWith(right);
  if (y !== undefined && y !== 0 && filledWith(left) === undefined) return multiply(1 / y, left);
  if (filledWith(left) === 0) return left;
  return applyBinary(dividePrimitive, (u, v) => u / v, [left, right]);
}

/**
 * The first tensor to the power of the second, entry by entry; otherwise as `add`.
 *
 * @example
 * evaluate(() => power([4, 9], 0.5)).data; // [2, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function power(a: Operand, b: Operand): Tensor {
  const [base, exponent] = pairOf("power", a, b, "integer");
  const n = filledWith(exponent);
  if (n === 0) return fill(1, base.shape, base.kind);
  if (n === 1) return base;
  if (n === 2) return multiply(base, base);
  if (n === -1) return divide(1, base);
  return applyBinary(powerPrimitive, Math.pow, [cast(base, "real"), cast(exponent, "real")]);
}

/**
 * The square of a tensor, entry by entry.
 *
 * @example
 * evaluate(() => square([2, 3])).data; // [4, 9]
 */
export function square(x: Operand): Tensor {
  return power(x, 2);
}

/**
 * The larger of two entries; where they are equal, derivatives follow the first.
 *
 * @example
 * evaluate(() => largerOf([1, 5], 2)).data; // [2, 5]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function largerOf(a: Operand, b: Operand): Tensor {
  return applyBinary(largerPrimitive, Math.max, pairOf("largerOf", a, b, "integer"));
}

/**
 * The smaller of two entries; where they are equal, derivatives follow the first.
 *
 * @example
 * evaluate(() => smallerOf([1, 5], 2)).data; // [1, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function smallerOf(a: Operand, b: Operand): Tensor {
  return applyBinary(smallerPrimitive, Math.min, pairOf("smallerOf", a, b, "integer"));
}

/** One of two entries; whether it is the first is read from the result, so that the operands need not be kept. */
function choosing(name: string): Primitive {
  return {
    name,
    forward(result, [a, b]) {
      const zero = zerosLike(result);
      return where(equal(result, result.inputs[0]!), a ?? zero, b ?? zero);
    },
    backward(result, cotangent) {
      const isFirst = equal(result, result.inputs[0]!);
      const zero = zerosLike(result);
      return [where(isFirst, cotangent, zero), where(isFirst, zero, cotangent)];
    },
  };
}

/** The number that a tensor is a multiple of another by. */
function factorOf(x: Tensor): number | undefined {
  return x.primitive === multiplyPrimitive ? filledWith(x.inputs[0]!) : undefined;
}

function isNegative(x: Tensor): boolean {
  return x.primitive === negativePrimitive;
}
