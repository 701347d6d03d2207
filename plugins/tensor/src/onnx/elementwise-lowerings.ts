import { filledWith } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import type { Lowering } from "./lowerings.js";

const as =
  (opType: string): Lowering =>
  (result, to) =>
    to.emitElementwise(opType, result);

export const elementwiseLowerings: Readonly<Record<string, Lowering>> = {
  add: as("Add"),
  subtract: as("Sub"),
  multiply: as("Mul"),
  divide: as("Div"),
  power: as("Pow"),
  // onnxruntime joins it with the convolution before it.
  largerOf: (result, to) => {
    const [a, b] = result.inputs as [Tensor, Tensor];
    return filledWith(a) === 0 ? to.emit("Relu", [to.of(b)]) : to.emitElementwise("Max", result);
  },
  smallerOf: as("Min"),
  negative: as("Neg"),
  exp: as("Exp"),
  log: as("Log"),
  sin: as("Sin"),
  cos: as("Cos"),
  tanh: as("Tanh"),
  sigmoid: as("Sigmoid"),
  erf: as("Erf"),
  sqrt: as("Sqrt"),
  atan: as("Atan"),
  abs: as("Abs"),
  sign: as("Sign"),
  floor: as("Floor"),
  less: as("Less"),
  lessOrEqual: as("LessOrEqual"),
  equal: as("Equal"),
  both: as("And"),
  either: as("Or"),
  not: as("Not"),
  where: as("Where"),
  cast: (result, to) => to.emit("Cast", [to.of(result.inputs[0]!)], { to: to.typeOf(result.attributes.kind) }),
};
