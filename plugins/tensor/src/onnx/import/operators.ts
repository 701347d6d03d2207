import { NDArray } from "@mesoscope/core";
import { elu, gelu, relu, silu, softplus } from "../../functions/activations.js";
import { clip } from "../../functions/clip.js";
import { resize } from "../../functions/resize.js";
import { constant, fill } from "../../graph/leaves.js";
import { commonShape } from "../../graph/shape.js";
import type { Kind, Operand, Tensor } from "../../graph/tensor.js";
import { add, divide, largerOf, multiply, negative, power, smallerOf, subtract } from "../../primitives/arithmetic.js";
import { broadcast } from "../../primitives/broadcast.js";
import {
  both,
  cast,
  either,
  equal,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  not,
  where,
} from "../../primitives/comparison.js";
import { concatenate } from "../../primitives/concatenate.js";
import { abs, atan, cos, erf, exp, floor, log, sigmoid, sign, sin, sqrt, tanh } from "../../primitives/functions.js";
import { gather } from "../../primitives/indexing.js";
import { matmul } from "../../primitives/matmul.js";
import { pad } from "../../primitives/pad.js";
import { permuteAxes, reshape, reverse, transpose } from "../../primitives/rearrange.js";
import { argmax, maximum, mean, minimum, sum } from "../../primitives/reduction.js";
import { slice, sliceAlong } from "../../primitives/slice.js";
import { logSumExp, softmax } from "../../primitives/softmax.js";
import { dataTypes } from "../onnx-schema.js";
import { layerOperators } from "./layer-operators.js";
import type { Attributes, Operator } from "./operator.js";

const unary =
  (f: (x: Operand) => Tensor): Operator =>
  ([x]) =>
    f(x!);
const binary =
  (f: (a: Operand, b: Operand) => Tensor): Operator =>
  ([a, b]) =>
    f(a!, b!);
const logic =
  (f: (a: Tensor, b: Tensor) => Tensor): Operator =>
  ([a, b]) =>
    f(a!, b!);

/** What is read of ONNX, by the names of its operators. */
export const operators: Readonly<Record<string, Operator>> = {
  ...layerOperators,
  Add: binary(add),
  Sub: binary(subtract),
  Mul: binary(multiply),
  Div: ([a, b]) => quotient(a!, b!),
  Mod: ([a, b]) => subtract(a!, multiply(b!, floored(a!, b!))),
  Pow: binary(power),
  Max: (inputs) => inputs.reduce((a, b) => largerOf(a, b)),
  Min: (inputs) => inputs.reduce((a, b) => smallerOf(a, b)),
  Neg: unary(negative),
  Exp: unary(exp),
  Log: unary(log),
  Sin: unary(sin),
  Cos: unary(cos),
  Tanh: unary(tanh),
  Atan: unary(atan),
  Erf: unary(erf),
  Sqrt: unary(sqrt),
  Abs: unary(abs),
  Sign: unary(sign),
  Floor: unary(floor),
  Sigmoid: unary(sigmoid),
  Reciprocal: ([x]) => divide(1, x!),
  Relu: unary(relu),
  Softplus: unary(softplus),
  Silu: unary(silu),
  Swish: unary(silu),
  Elu: ([x], about) => elu(x!, about.number("alpha", 1)),
  LeakyRelu: ([x], about) => where(less(x!, 0), multiply(about.number("alpha", 0.01), x!), x!),
  Gelu: ([x], about) => (about.text("approximate", "none") === "none" ? gelu(x!) : tanhGelu(x!)),
  Clip: ([x, low, high]) => clip(x!, low ?? -Infinity, high ?? Infinity),
  Softmax: ([x], about) => softmax(x!, about.number("axis", -1)),
  LogSoftmax: ([x], about) => logSoftmax(x!, about.number("axis", -1)),
  Less: binary(less),
  LessOrEqual: binary(lessOrEqual),
  Greater: binary(greater),
  GreaterOrEqual: binary(greaterOrEqual),
  Equal: binary(equal),
  And: logic(both),
  Or: logic(either),
  Not: ([x]) => not(x!),
  Where: ([condition, a, b]) => where(condition!, a!, b!),
  Cast: ([x], about) => cast(x!, kindOf(about.number("to", dataTypes.float32))),
  Identity: ([x]) => x!,
  Dropout: ([x]) => x!,
  Constant: (_inputs, about) => constantOf(about),
  ConstantOfShape: ([shape], about) => fill(about.tensor("value")?.values.data[0] ?? 0, about.known("shape", shape!)),
  Shape: ([x]) => constant(new NDArray(Float64Array.from(x!.shape)), "integer"),
  MatMul: ([a, b]) => matmulOf(a!, b!),
  Gemm: ([a, b, c], about) => gemm(a!, b!, c, about),
  ReduceMean: reduce((x, axes) => mean(x, axes)),
  ReduceSum: reduce((x, axes) => sum(x, axes)),
  ReduceMax: reduce((x, axes) => axes.toReversed().reduce((y, axis) => maximum(y, axis), x)),
  ReduceMin: reduce((x, axes) => axes.toReversed().reduce((y, axis) => minimum(y, axis), x)),
  ArgMax: ([x], about) => {
    const axis = about.number("axis", 0);
    const found = argmax(x!, axis);
    return about.number("keepdims", 1) ? reshape(found, x!.shape.with(axis, 1)) : found;
  },
  Reshape: ([x, shape], about) => {
    const wanted = about.known("shape", shape!);
    return reshape(
      x!,
      wanted.map((length, axis) => (length === 0 ? x!.shape[axis]! : length)),
    );
  },
  Flatten: ([x], about) => {
    const axis = about.number("axis", 1);
    return reshape(x!, [x!.shape.slice(0, axis).reduce((a, b) => a * b, 1), -1]);
  },
  Transpose: ([x], about) => permuteAxes(x!, about.numbers("perm")),
  Squeeze: ([x, axes], about) => {
    const dropped = about.list("axes", axes)?.map((axis) => (axis < 0 ? axis + x!.rank : axis));
    return reshape(
      x!,
      x!.shape.filter((length, axis) => (dropped ? !dropped.includes(axis) : length !== 1)),
    );
  },
  Unsqueeze: ([x, axes], about) => {
    const rank = x!.rank + about.list("axes", axes)!.length;
    const added = about
      .list("axes", axes)!
      .map((axis) => (axis < 0 ? axis + rank : axis))
      .sort((a, b) => a - b);
    return reshape(
      x!,
      added.reduce<number[]>((shape, axis) => shape.toSpliced(axis, 0, 1), [...x!.shape]),
    );
  },
  Expand: ([x, shape], about) => broadcast(x!, commonShape(x!.shape, about.known("shape", shape!))!),
  Concat: (inputs, about) => concatenate(inputs, about.number("axis", 0)),
  Split: ([x, lengths], about) => split(x!, about.list("split", lengths), about),
  Slice: ([x, start, stop, axes, step], about) => sliced(x!, { start, stop, axes, step }, about),
  Gather: ([x, indices], about) => {
    const axis = about.number("axis", 0);
    const front = axis < 0 ? axis + x!.rank : axis;
    const taken = gather(x!, reshape(cast(indices!, "integer"), [-1]), front);
    return reshape(taken, x!.shape.toSpliced(front, 1, ...indices!.shape));
  },
  Pad: ([x, counts, value], about) => {
    const all = about.list("pads", counts)!;
    if (about.text("mode", "constant") !== "constant" || (value && about.known("value", value)[0] !== 0)) {
      throw about.unsupported("it pads with something else than zeros");
    }
    return pad(x!, all.slice(0, x!.rank), all.slice(x!.rank));
  },
  Resize: ([x, , scales, lengths], about) => {
    const wanted = lengths
      ? about.known("sizes", lengths)
      : about.known("scales", scales!).map((scale, i) => Math.floor(scale * x!.shape[i]!));
    return resize(x!, wanted.slice(2), about.text("mode", "nearest") === "linear" ? "linear" : "nearest");
  },
};

/** Of integers the whole part, as shapes are computed. */
function quotient(a: Tensor, b: Tensor): Tensor {
  const isWhole = a.kind === "integer" && b.kind === "integer";
  return isWhole ? cast(divide(cast(a, "real"), cast(b, "real")), "integer") : divide(a, b);
}

function floored(a: Tensor, b: Tensor): Tensor {
  const whole = floor(divide(cast(a, "real"), cast(b, "real")));
  return a.kind === "integer" ? cast(whole, "integer") : whole;
}

function tanhGelu(x: Tensor): Tensor {
  const inner = multiply(Math.sqrt(2 / Math.PI), add(x, multiply(0.044715, power(x, 3))));
  return multiply(multiply(0.5, x), add(1, tanh(inner)));
}

function logSoftmax(x: Tensor, axis: number): Tensor {
  const front = axis < 0 ? axis + x.rank : axis;
  return subtract(x, reshape(logSumExp(x, front), x.shape.with(front, 1)));
}

function kindOf(dataType: number): Kind {
  if (dataType === dataTypes.boolean) return "boolean";
  return dataType === dataTypes.float32 || dataType === dataTypes.float64 || dataType === 10 ? "real" : "integer";
}

function constantOf(about: Attributes): Tensor {
  const value = about.tensor("value");
  if (value) return constant(value.values, value.kind);
  const single = about.get("value_float") ?? about.get("value_int");
  const list = about.numbers("value_floats") ?? about.numbers("value_ints");
  const kind = about.get("value_float") !== undefined || about.get("value_floats") !== undefined ? "real" : "integer";
  if (single !== undefined) return fill(single as number, [], kind);
  if (list) return constant(new NDArray(Float64Array.from(list)), kind);
  throw about.unsupported("its value is of no known form");
}

/** A vector counts as a row on the left and as a column on the right. */
function matmulOf(a: Tensor, b: Tensor): Tensor {
  const left = a.rank === 1 ? reshape(a, [1, -1]) : a;
  const right = b.rank === 1 ? reshape(b, [-1, 1]) : b;
  const product = matmul(left, right);
  const shape = product.shape.filter(
    (_, axis) => !((a.rank === 1 && axis === product.rank - 2) || (b.rank === 1 && axis === product.rank - 1)),
  );
  return reshape(product, shape);
}

function gemm(a: Tensor, b: Tensor, c: Tensor | undefined, about: Attributes): Tensor {
  const left = about.number("transA", 0) ? transpose(a) : a;
  const right = about.number("transB", 0) ? transpose(b) : b;
  const product = multiply(about.number("alpha", 1), matmul(left, right));
  return c ? add(product, multiply(about.number("beta", 1), c)) : product;
}

function reduce(f: (x: Tensor, axes: readonly number[]) => Tensor): Operator {
  return ([x, axes], about) => {
    const named =
      about.list("axes", axes) ?? (about.number("noop_with_empty_axes", 0) ? [] : x!.shape.keys().toArray());
    const over = named.map((axis) => (axis < 0 ? axis + x!.rank : axis)).sort((a, b) => a - b);
    if (over.length === 0) return x!;
    const reduced = f(x!, over);
    if (!about.number("keepdims", 1)) return reduced;
    return reshape(
      reduced,
      x!.shape.map((length, axis) => (over.includes(axis) ? 1 : length)),
    );
  };
}

function split(x: Tensor, lengths: readonly number[] | undefined, about: Attributes): Tensor[] {
  const axis = about.number("axis", 0);
  const total = x.shape.at(axis)!;
  const parts = about.number("num_outputs", about.outputs);
  const each = Math.ceil(total / parts);
  const wanted = lengths ?? Array.from({ length: parts }, (_, i) => Math.min(each, total - i * each));
  let at = 0;
  return wanted.map((length) => {
    at += length;
    return sliceAlong(x, axis, at - length, at);
  });
}

function sliced(
  x: Tensor,
  given: { start?: Tensor; stop?: Tensor; axes?: Tensor; step?: Tensor },
  about: Attributes,
): Tensor {
  const [starts, stops] = [about.list("starts", given.start)!, about.list("ends", given.stop)!];
  const axes = about.list("axes", given.axes) ?? starts.map((_, i) => i);
  const steps = given.step ? about.known("steps", given.step) : starts.map(() => 1);
  const range = { start: x.shape.map(() => 0), stop: [...x.shape], step: x.shape.map(() => 1) };
  let of = x;
  axes.forEach((given, i) => {
    const axis = given < 0 ? given + x.rank : given;
    const length = x.shape[axis]!;
    const place = (value: number) => Math.min(Math.max(value < 0 ? value + length : value, 0), length);
    let [from, to, by] = [starts[i]!, stops[i]!, steps[i]!];
    if (by < 0) {
      of = reverse(of, [axis]);
      const mirrored = (value: number) =>
        length - 1 - (value < 0 ? Math.max(value + length, -1) : Math.min(value, length - 1));
      [from, to, by] = [mirrored(from), mirrored(to), -by];
    }
    [range.start[axis], range.stop[axis], range.step[axis]] = [place(from), Math.max(place(to), place(from)), by];
  });
  return slice(of, range.start, range.stop, range.step);
}
