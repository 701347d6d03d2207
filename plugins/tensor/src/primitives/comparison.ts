import { fill, filledWith, tensor, zerosLike } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import type { Kind, Operand, Tensor } from "../graph/tensor.js";
import { applyBinary, applyUnary, pairOf, together } from "./elementwise.js";
import { ofOneKind } from "./kinds.js";

const lessPrimitive: Primitive = { name: "less" };
const lessOrEqualPrimitive: Primitive = { name: "lessOrEqual" };
const equalPrimitive: Primitive = { name: "equal" };
const bothPrimitive: Primitive = { name: "both" };
const eitherPrimitive: Primitive = { name: "either" };
const notPrimitive: Primitive = { name: "not" };

const wherePrimitive: Primitive = {
  name: "where",
  forward(result, [, a, b]) {
    const zero = zerosLike(result);
    return a || b ? where(result.inputs[0]!, a ?? zero, b ?? zero) : undefined;
  },
  backward(result, cotangent) {
    const zero = zerosLike(result);
    const [condition] = result.inputs as [Tensor];
    return [undefined, where(condition, cotangent, zero), where(condition, zero, cotangent)];
  },
};

const castPrimitive: Primitive = { name: "cast" };

/**
 * Whether the first entry is below the second; axes of length 1 are repeated.
 *
 * @example
 * evaluate(() => less([1, 2, 3], 2)).data; // [1, 0, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const less = (a: Operand, b: Operand): Tensor =>
  applyBinary(lessPrimitive, (x, y) => Number(x < y), pairOf("less", a, b, "integer"), "boolean");

/**
 * Whether the first entry is at most the second.
 *
 * @example
 * evaluate(() => lessOrEqual([1, 2, 3], 2)).data; // [1, 1, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const lessOrEqual = (a: Operand, b: Operand): Tensor =>
  applyBinary(lessOrEqualPrimitive, (x, y) => Number(x <= y), pairOf("lessOrEqual", a, b, "integer"), "boolean");

/**
 * Whether the first entry is above the second.
 *
 * @example
 * evaluate(() => greater([1, 2, 3], 2)).data; // [0, 0, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const greater = (a: Operand, b: Operand): Tensor => less(b, a);

/**
 * Whether the first entry is at least the second.
 *
 * @example
 * evaluate(() => greaterOrEqual([1, 2, 3], 2)).data; // [0, 1, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const greaterOrEqual = (a: Operand, b: Operand): Tensor => lessOrEqual(b, a);

/**
 * Whether two entries are the same.
 *
 * @example
 * evaluate(() => equal([1, 2, 3], 2)).data; // [0, 1, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const equal = (a: Operand, b: Operand): Tensor =>
  applyBinary(equalPrimitive, (x, y) => Number(x === y), pairOf("equal", a, b), "boolean");

/**
 * Whether both conditions hold.
 *
 * @example
 * evaluate((x: Tensor) => both(greater(x, 1), less(x, 3)), [1, 2, 3]).data; // [0, 1, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const both = (a: Tensor, b: Tensor): Tensor =>
  applyBinary(bothPrimitive, (x, y) => x * y, conditions("both", a, b));

/**
 * Whether at least one of two conditions holds.
 *
 * @example
 * evaluate((x: Tensor) => either(less(x, 2), greater(x, 2)), [1, 2, 3]).data; // [1, 0, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export const either = (a: Tensor, b: Tensor): Tensor =>
  applyBinary(eitherPrimitive, Math.max, conditions("either", a, b));

/**
 * Whether a condition does not hold.
 *
 * @example
 * evaluate((x: Tensor) => not(less(x, 2)), [1, 2, 3]).data; // [0, 1, 1]
 */
export const not = (a: Tensor): Tensor => applyUnary(notPrimitive, (x) => 1 - x, cast(a, "boolean"));

/**
 * `a` where the condition holds, `b` elsewhere; axes of length 1 are repeated.
 *
 * Both are computed, so a value that is not finite must be kept out of `a` and `b` themselves where its derivative matters.
 *
 * @example
 * evaluate((x: Tensor) => where(less(x, 0), 0, x), [-1, 2]).data; // [0, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const [decides, yes, no] = together("where", [cast(condition, "boolean"), ...ofOneKind([a, b])]) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const always = filledWith(decides);
  if (always !== undefined) return always ? yes : no;
  if (filledWith(yes) !== undefined && filledWith(yes) === filledWith(no)) return yes;
  return node(wherePrimitive, [decides, yes, no], {}, { shape: yes.shape, kind: yes.kind });
}

/**
 * The entries as another kind of number: real to integer drops the fraction, a condition becomes 0 or 1.
 *
 * @example
 * evaluate(() => cast([0.2, -1.7], "integer")).data; // [0, -1]
 */
export function cast(x: Operand, kind: Kind): Tensor {
  const of = tensor(x);
  if (of.kind === kind) return of;
  const value = filledWith(of);
  if (value === undefined) return node(castPrimitive, [of], { kind }, { shape: of.shape, kind });
  return fill(kind === "boolean" ? Number(value !== 0) : Math.trunc(value), of.shape, kind);
}

function conditions(owner: string, a: Tensor, b: Tensor): [Tensor, Tensor] {
  return pairOf(owner, cast(a, "boolean"), cast(b, "boolean"));
}
