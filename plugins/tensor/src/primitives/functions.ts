import { zerosLike } from "../graph/leaves.js";
import type { Primitive } from "../graph/primitive.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { add, divide, multiply, negative, subtract } from "./arithmetic.js";
import { cast } from "./comparison.js";
import { applyUnary, smooth } from "./elementwise.js";
import { errorFunction } from "./error-function.js";
import { asNumbers } from "./kinds.js";

type Derivative = (x: Tensor, y: Tensor) => Tensor;

const of = (name: string, derivative: Derivative): Primitive =>
  smooth(name, [([x], y) => derivative(x!, y)], multiply, add);
const flat = (name: string): Primitive => of(name, zerosLike);

const expPrimitive = of("exp", (_x, y) => y);
const logPrimitive = of("log", (x) => divide(1, x));
const sinPrimitive = of("sin", (x) => cos(x));
const cosPrimitive = of("cos", (x) => negative(sin(x)));
const tanhPrimitive = of("tanh", (_x, y) => subtract(1, multiply(y, y)));
const sigmoidPrimitive = of("sigmoid", (_x, y) => multiply(y, subtract(1, y)));
const erfPrimitive = of("erf", (x) => multiply(2 / Math.sqrt(Math.PI), exp(negative(multiply(x, x)))));
const sqrtPrimitive = of("sqrt", (_x, y) => divide(0.5, y));
const atanPrimitive = of("atan", (x) => divide(1, add(1, multiply(x, x))));
const absPrimitive = of("abs", (x) => sign(x));
const signPrimitive = flat("sign");
const floorPrimitive = flat("floor");

/**
 * `eˣ`, entry by entry.
 *
 * @example
 * evaluate(() => exp([0, 1])).data; // [1, 2.718281828459045]
 */
export const exp = (x: Operand): Tensor => applyUnary(expPrimitive, Math.exp, cast(x, "real"));

/**
 * The natural logarithm, entry by entry.
 *
 * @example
 * evaluate(() => log([1, Math.E])).data; // [0, 1]
 */
export const log = (x: Operand): Tensor => applyUnary(logPrimitive, Math.log, cast(x, "real"));

/**
 * The sine, of radians, entry by entry.
 *
 * @example
 * evaluate(() => sin([0, Math.PI / 2])).data; // [0, 1]
 */
export const sin = (x: Operand): Tensor => applyUnary(sinPrimitive, Math.sin, cast(x, "real"));

/**
 * The cosine, of radians, entry by entry.
 *
 * @example
 * evaluate(() => cos([0, Math.PI])).data; // [1, -1]
 */
export const cos = (x: Operand): Tensor => applyUnary(cosPrimitive, Math.cos, cast(x, "real"));

/**
 * The hyperbolic tangent, entry by entry.
 *
 * @example
 * evaluate(() => tanh([0, 0.5])).data; // [0, 0.46211715726000973]
 */
export const tanh = (x: Operand): Tensor => applyUnary(tanhPrimitive, Math.tanh, cast(x, "real"));

/**
 * `1 / (1 + e⁻ˣ)`, entry by entry.
 *
 * @example
 * evaluate(() => sigmoid([0, 2])).data; // [0.5, 0.8807970779778823]
 */
export const sigmoid = (x: Operand): Tensor =>
  applyUnary(sigmoidPrimitive, (value) => 1 / (1 + Math.exp(-value)), cast(x, "real"));

/**
 * The error function `2/√π ∫₀ˣ e^(−t²) dt`, entry by entry.
 *
 * @example
 * evaluate(() => erf([0, 1])).data; // [0, 0.8427007929497149]
 */
export const erf = (x: Operand): Tensor => applyUnary(erfPrimitive, errorFunction, cast(x, "real"));

/**
 * The square root, entry by entry.
 *
 * @example
 * evaluate(() => sqrt([4, 9])).data; // [2, 3]
 */
export const sqrt = (x: Operand): Tensor => applyUnary(sqrtPrimitive, Math.sqrt, cast(x, "real"));

/**
 * The angle in radians, from -π/2 to π/2, whose tangent is the entry.
 *
 * @example
 * evaluate(() => atan([0, 1])).data; // [0, 0.7853981633974483]
 */
export const atan = (x: Operand): Tensor => applyUnary(atanPrimitive, Math.atan, cast(x, "real"));

/**
 * The absolute value, entry by entry; at 0 its derivative is 0.
 *
 * @example
 * evaluate(() => abs([-2, 3])).data; // [2, 3]
 */
export const abs = (x: Operand): Tensor => applyUnary(absPrimitive, Math.abs, asNumbers(x));

/**
 * -1, 0 or 1, entry by entry.
 *
 * @example
 * evaluate(() => sign([-2, 0, 3])).data; // [-1, 0, 1]
 */
export const sign = (x: Operand): Tensor => applyUnary(signPrimitive, Math.sign, asNumbers(x));

/**
 * The largest whole number up to the entry.
 *
 * @example
 * evaluate(() => floor([1.7, -1.2])).data; // [1, -2]
 */
export const floor = (x: Operand): Tensor => applyUnary(floorPrimitive, Math.floor, cast(x, "real"));
