import { errorFunction } from "../../primitives/error-function.js";
import type { Kernel, Kernels } from "./kernel.js";

const of =
  (compute: (x: number) => number): Kernel =>
  ([x]) =>
    x!.data.map((value) => compute(value));

const ofTwo =
  (compute: (a: number, b: number) => number): Kernel =>
  ([a, b]) => {
    const right = b!.data;
    return a!.data.map((value, i) => compute(value, right[i]!));
  };

export const elementwiseKernels: Kernels = {
  add: ofTwo((a, b) => a + b),
  subtract: ofTwo((a, b) => a - b),
  multiply: ofTwo((a, b) => a * b),
  divide: ofTwo((a, b) => a / b),
  power: ofTwo(Math.pow),
  largerOf: ofTwo(Math.max),
  smallerOf: ofTwo(Math.min),
  negative: of((x) => -x),
  exp: of(Math.exp),
  log: of(Math.log),
  sin: of(Math.sin),
  cos: of(Math.cos),
  tanh: of(Math.tanh),
  sigmoid: of((x) => 1 / (1 + Math.exp(-x))),
  erf: of(errorFunction),
  sqrt: of(Math.sqrt),
  atan: of(Math.atan),
  abs: of(Math.abs),
  sign: of(Math.sign),
  floor: of(Math.floor),
  less: ofTwo((a, b) => Number(a < b)),
  lessOrEqual: ofTwo((a, b) => Number(a <= b)),
  equal: ofTwo((a, b) => Number(a === b)),
  both: ofTwo((a, b) => a * b),
  either: ofTwo(Math.max),
  not: of((x) => 1 - x),
  where: ([condition, a, b]) => condition!.data.map((holds, i) => (holds ? a!.data[i]! : b!.data[i]!)),
  cast: ([x], { attributes }) => {
    if (attributes.kind === "integer") return x!.data.map(Math.trunc);
    return attributes.kind === "boolean" ? x!.data.map((value) => Number(value !== 0)) : x!.data;
  },
};
