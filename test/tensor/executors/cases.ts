import { randomStream } from "@mesoscope/core";
import {
  abs,
  add,
  argmax,
  atan,
  both,
  broadcast,
  cast,
  concatenate,
  convolution,
  cos,
  cumulativeSum,
  divide,
  either,
  equal,
  erf,
  exp,
  floor,
  gather,
  largerOf,
  less,
  lessOrEqual,
  log,
  logSumExp,
  matmul,
  maximum,
  maxPool,
  mean,
  meanPool,
  multiply,
  negative,
  normal,
  not,
  pad,
  permuteAxes,
  power,
  reshape,
  reverse,
  scatterAdd,
  scatterAlong,
  sigmoid,
  sign,
  sin,
  slice,
  smallerOf,
  softmax,
  sqrt,
  stack,
  subtract,
  sum,
  type Tensor,
  takeAlong,
  tanh,
  tensor,
  topIndices,
  transpose,
  transposedConvolution,
  uniform,
  where,
} from "@mesoscope/tensor";

/** A function of tensors, and the shapes of its arguments or their numbers. */
export interface Case {
  readonly name: string;
  readonly f: (...args: Tensor[]) => Tensor;
  readonly shapes: readonly (readonly number[])[];
  /** Lowest argument; the highest is one above the lowest plus one. */
  readonly from?: number;
  /** Arguments are -1, 0 and 1, so that many are equal. */
  readonly whole?: true;
}

const real = (name: string, f: Case["f"], ...shapes: number[][]): Case => ({ name, f, shapes });
const positive = (name: string, f: Case["f"], ...shapes: number[][]): Case => ({ name, f, shapes, from: 0.25 });
const whole = (name: string, f: Case["f"], ...shapes: number[][]): Case => ({ name, f, shapes, whole: true });
const integers = (values: number[]) => tensor(values, "integer");
const asReal = (x: Tensor) => cast(x, "real");

/** Numbers of 32 bits from `from` to `from + 2`, the same for the same place. */
export function argumentOf({ from = -1, whole }: Case, shape: readonly number[], place: number): Float64Array {
  const stream = randomStream(place + 1);
  return Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
    whole ? Math.floor(3 * stream.uniform()) - 1 : Math.fround(from + 2 * stream.uniform()),
  );
}

const elementwiseCases: readonly Case[] = [
  real("add of axes that repeat", (a, b) => add(a, b), [2, 1], [1, 3]),
  real("add of a number to a table", (a, b) => add(a, b), [2, 3], []),
  real("subtract", (a, b) => subtract(1, multiply(subtract(a, b), a)), [2, 3], [3]),
  real("multiply", (a, b) => multiply(multiply(a, b), a), [2, 3], [2, 1]),
  positive("divide", (a, b) => divide(a, b), [2, 3], [3]),
  positive("power", (a, b) => power(a, b), [2, 3], [3]),
  real("power of negative numbers", (a) => power(a, 3), [5]),
  real("largerOf", (a, b) => multiply(a, largerOf(a, b)), [2, 3], [3]),
  whole("larger and smaller of equal entries", (a, b) => multiply(largerOf(a, b), smallerOf(a, b)), [9], [9]),
  real("smallerOf", (a, b) => multiply(b, smallerOf(a, b)), [2, 3], [3]),
  real("negative", (a, b) => negative(multiply(a, exp(b))), [4], [4]),
  real("exp", (a) => exp(a), [2, 2]),
  positive("log", (a) => log(a), [2, 2]),
  real("sin", (a) => sin(multiply(3, a)), [2, 2]),
  real("cos", (a) => cos(multiply(3, a)), [2, 2]),
  real("tanh", (a) => tanh(a), [2, 2]),
  real("sigmoid", (a) => sigmoid(multiply(4, a)), [2, 2]),
  real("erf", (a) => erf(multiply(2, a)), [6]),
  positive("sqrt", (a) => sqrt(a), [2, 2]),
  real("atan", (a) => atan(multiply(3, a)), [5]),
  real("abs", (a) => multiply(a, abs(a)), [5]),
  real("sign", (a) => multiply(a, sign(a)), [5]),
  real("floor", (a) => multiply(a, floor(multiply(3, a))), [5]),
  real("less", (a, b) => where(less(a, b), multiply(a, a), b), [2, 3], [3]),
  real("lessOrEqual", (a, b) => where(lessOrEqual(a, b), a, multiply(b, a)), [2, 3], [2, 3]),
  real("equal", (a) => asReal(equal(floor(multiply(2, a)), 0)), [6]),
  real("both", (a, b) => where(both(less(a, 0.3), less(b, 0.3)), a, b), [6], [6]),
  real("either", (a, b) => where(either(less(a, -0.3), less(b, -0.3)), a, b), [6], [6]),
  real("not", (a) => multiply(a, asReal(not(less(a, 0)))), [6]),
  real("where of one number", (a) => where(less(a, 0), 0, square2(a)), [3, 2]),
  real(
    "functions of five axes",
    (a, b) => where(less(a, 0), tanh(add(a, b)), multiply(a, b)),
    [2, 2, 1, 3, 2],
    [2, 1, 3, 1],
  ),
  real(
    "functions of seven axes",
    (a, b) => tanh(add(reshape(multiply(a, a), [2, 1, 2, 1, 2, 1, 2]), b)),
    [4, 4],
    [2, 1, 2, 1, 1],
  ),
  real("cast to integer", (a) => asReal(cast(multiply(5, a), "integer")), [8]),
  real("cast to boolean", (a) => asReal(cast(floor(multiply(2, a)), "boolean")), [8]),
  positive(
    "quotients of integers",
    (a) => divide(cast(multiply(9, a), "integer"), cast(add(multiply(4, a), 1), "integer")),
    [6],
  ),
];

const square2 = (a: Tensor) => multiply(a, multiply(a, a));

const structureCases: readonly Case[] = [
  real("sum", (a) => sum(multiply(a, a)), [2, 3]),
  real("sum over some axes", (a) => multiply(2, sum(multiply(a, a), [0, 2])), [2, 3, 4]),
  real("sum over seven axes", (a) => sum(reshape(multiply(a, a), [2, 2, 2, 2, 2, 2, 2]), [1, 3, 4, 6]), [2, 64]),
  real("mean", (a) => mean(multiply(a, a), 1), [2, 3]),
  real("maximum", (a) => multiply(maximum(a, 1), maximum(a, 1)), [2, 4, 3]),
  whole("maximum of equal entries", (a) => square2(maximum(a, 1)), [3, 7]),
  whole("argmax", (a) => asReal(argmax(a, 1)), [3, 7]),
  real("cumulativeSum", (a) => square2(cumulativeSum(a, 1)), [2, 4, 3]),
  real("cumulativeSum along the last axis", (a) => square2(cumulativeSum(a, 2)), [2, 3, 4]),
  real("softmax", (a) => softmax(a), [2, 3]),
  real("softmax along the first axis", (a) => softmax(a, 0), [3, 2]),
  real("logSumExp", (a) => logSumExp(multiply(5, a)), [2, 3]),
  real("reshape", (a) => square2(reshape(a, [3, 4])), [2, 6]),
  real("broadcast", (a) => square2(broadcast(a, [2, 3, 4])), [3, 1]),
  real("permuteAxes", (a) => square2(permuteAxes(a, [2, 0, 3, 1])), [2, 3, 1, 4]),
  real("permuteAxes of six axes", (a) => square2(permuteAxes(a, [0, 3, 1, 4, 2, 5])), [2, 2, 1, 2, 3, 2]),
  real("reverse", (a) => square2(reverse(a, [0, 2])), [2, 3, 2]),
  real("slice", (a) => square2(slice(a, [0, 1, 1], [2, 3, 3])), [2, 4, 3]),
  real("slice in steps", (a) => square2(slice(a, [0, 0, 1, 0], [1, 2, 6, 5], [1, 1, 2, 3])), [1, 2, 6, 5]),
  real(
    "slice of five axes",
    (a) => square2(slice(a, [0, 1, 0, 1, 1], [1, 3, 2, 3, 4], [1, 1, 1, 1, 2])),
    [2, 3, 2, 3, 4],
  ),
  real("reverse of every other axis", (a) => square2(reverse(a, [0, 2, 4])), [2, 3, 2, 3, 2]),
  real("sum over every other axis", (a) => square2(sum(a, [0, 2, 4])), [2, 3, 2, 3, 2]),
  real("broadcast of every other axis", (a) => square2(broadcast(a, [2, 3, 2, 3, 2])), [1, 3, 1, 3, 1]),
  real("permuteAxes of five axes", (a) => square2(permuteAxes(a, [4, 2, 0, 3, 1])), [2, 3, 2, 3, 2]),
  real(
    "permuteAxes of seven axes",
    (a) => permuteAxes(reshape(square2(a), [2, 2, 2, 2, 2, 2, 2]), [6, 4, 2, 0, 5, 3, 1]),
    [8, 16],
  ),
  real("pad", (a) => square2(pad(a, [0, 1, 0], [0, 2, 1])), [2, 2, 3]),
  real("concatenate", (a, b) => square2(concatenate([a, b, a], 1)), [2, 1, 2], [2, 3, 2]),
  real("stack", (a, b) => square2(stack([a, b], 1)), [2, 3], [2, 3]),
  real("concatenate with nothing", (a, b) => square2(concatenate([a, slice(b, [0], [0])])), [3], [2]),
  real("sum of nothing", (a) => add(sum(slice(a, [0, 0], [0, 2]), 0), 1), [3, 2]),
  real("matmul", (a, b) => matmul(a, matmul(b, a)), [2, 3], [3, 2]),
  real("matmul times a number", (a, b) => multiply(0.1, matmul(a, b)), [2, 3], [3, 2]),
  real("matmul of transposed factors", (a, b) => matmul(transpose(a), transpose(b)), [3, 2], [4, 3]),
  real("matmul of stacks", (a, b) => matmul(a, transpose(b)), [2, 2, 3, 2], [2, 1, 4, 2]),
  real("gather", (a) => square2(gather(a, integers([2, 0, 2]))), [3, 2]),
  real(
    "gather by computed integers",
    (a) => gather(a, add(cast(floor(multiply(2, abs(reshape(a, [6])))), "integer"), 1), 1),
    [2, 3],
  ),
  real("gather along an inner axis", (a) => square2(gather(a, integers([1, 1, 3]), 1)), [2, 4, 2]),
  real("scatterAdd", (a) => square2(scatterAdd(a, integers([2, 0, 2]), 0, 4)), [3, 2]),
  real("scatterAdd along an inner axis", (a) => square2(scatterAdd(a, integers([1, 1, 3]), 1, 4)), [2, 3, 2]),
  real("takeAlong", (a) => square2(takeAlong(a, beside, 1)), [2, 4, 2]),
  real("scatterAlong", (a) => square2(scatterAlong(a, beside, 1, 4)), [2, 3, 2]),
  real("topIndices", (a) => takeAlong(a, topIndices(a, 2), 1), [3, 5]),
  whole("topIndices of equal entries", (a) => takeAlong(a, topIndices(a, 4), 1), [2, 9]),
];

const beside = reshapeWhole([0, 3, 1, 1, 0, 2, 2, 0, 2, 3, 1, 0], [2, 3, 2]);

function reshapeWhole(values: number[], shape: number[]): Tensor {
  return reshape(tensor(values, "integer"), shape);
}

const imageCases: readonly Case[] = [
  real("convolution of signals", (x, k) => convolution(x, k, { padding: 1 }), [2, 2, 5], [3, 2, 3]),
  real("convolution of images", (x, k) => convolution(x, k), [2, 2, 4, 5], [3, 2, 2, 3]),
  real("convolution that keeps the size", (x, k) => convolution(x, k, { padding: "same" }), [1, 2, 4, 4], [2, 2, 3, 3]),
  real("convolution with an even kernel", (x, k) => convolution(x, k, { padding: "same" }), [1, 1, 4, 5], [2, 1, 2, 4]),
  real(
    "convolution in steps",
    (x, k) => convolution(x, k, { padding: 1, strides: [2, 3] }),
    [1, 2, 6, 6],
    [2, 2, 3, 3],
  ),
  real(
    "convolution with dilation",
    (x, k) => convolution(x, k, { padding: [2, 1], dilations: 2 }),
    [1, 2, 5, 6],
    [2, 2, 3, 2],
  ),
  real(
    "convolution with steps and dilation",
    (x, k) => convolution(x, k, { strides: [2, 1], dilations: [1, 2], padding: 1 }),
    [1, 2, 5, 6],
    [2, 2, 3, 3],
  ),
  real(
    "convolution in groups",
    (x, k) => convolution(x, k, { groups: 2, strides: 2, padding: 1 }),
    [2, 4, 5, 4],
    [6, 2, 3, 3],
  ),
  real(
    "convolution of each channel",
    (x, k) => convolution(x, k, { groups: 3, padding: "same" }),
    [1, 3, 4, 4],
    [3, 1, 3, 3],
  ),
  real(
    "convolution of volumes",
    (x, k) => convolution(x, k, { padding: "same", strides: [1, 2, 1] }),
    [1, 2, 3, 4, 3],
    [2, 2, 3, 3, 1],
  ),
  real("transposedConvolution", (x, k) => transposedConvolution(x, k, { strides: 2 }), [1, 2, 3, 3], [2, 3, 2, 2]),
  real(
    "transposedConvolution with padding",
    (x, k) => transposedConvolution(x, k, { strides: 2, padding: 1 }),
    [1, 2, 3, 4],
    [2, 2, 3, 4],
  ),
  real("maxPool of signals", (x) => square2(maxPool(x, 2)), [2, 2, 6]),
  real("maxPool of images", (x) => square2(maxPool(x, 2)), [2, 2, 4, 5]),
  real("maxPool of windows that overlap", (x) => square2(maxPool(x, [3, 2], [1, 2])), [1, 2, 5, 4]),
  real("maxPool of volumes", (x) => square2(maxPool(x, 2, [2, 1, 1])), [1, 1, 4, 3, 3]),
  whole("maxPool of equal entries", (x) => square2(maxPool(x, 3, 1)), [1, 1, 5, 5]),
  real("meanPool", (x) => square2(meanPool(x, 2)), [1, 2, 4, 4]),
  real("meanPool of windows that overlap", (x) => square2(meanPool(x, 3, 2)), [2, 2, 5, 5]),
];

const randomCases: readonly Case[] = [
  real("uniform", (a) => multiply(a, uniform(add(floor(abs(sum(a))), 7), [2, 3])), [2, 3]),
  real("normal", (a) => multiply(a, normal(11, [2, 3])), [2, 3]),
];

export const cases: readonly Case[] = [...elementwiseCases, ...structureCases, ...imageCases, ...randomCases];
