import type { BinaryOperator, UnaryOperator } from "../expression/operators.js";
import { binaryOperators, unaryFunctions, unaryOperators } from "../expression/operators.js";

type Block = Float64Array;
type UnaryLoop = (a: Block, out: Block, count: number) => void;
type BinaryLoop = (a: Block, b: Block, out: Block, count: number) => void;

/** Loops whose body is cheaper than a call. */
const cheapLoops: Partial<Record<UnaryOperator, UnaryLoop>> = {
  negate(a, out, count) {
    for (let i = 0; i < count; i++) out[i] = -(a[i] as number);
  },
  inverse(a, out, count) {
    for (let i = 0; i < count; i++) out[i] = 1 / (a[i] as number);
  },
  square(a, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) * (a[i] as number);
  },
  cube(a, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) * (a[i] as number) * (a[i] as number);
  },
  sqrt(a, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.sqrt(a[i] as number);
  },
  abs(a, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.abs(a[i] as number);
  },
};

/** By operation, from the first unary one. */
export const unaryLoops: readonly UnaryLoop[] = unaryOperators.map((operator) => {
  const f = unaryFunctions[operator];
  return (
    cheapLoops[operator] ??
    ((a, out, count) => {
      for (let i = 0; i < count; i++) out[i] = f(a[i] as number);
    })
  );
});

const loopsOfBinary: Record<BinaryOperator, BinaryLoop> = {
  add(a, b, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) + (b[i] as number);
  },
  subtract(a, b, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) - (b[i] as number);
  },
  multiply(a, b, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) * (b[i] as number);
  },
  divide(a, b, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) / (b[i] as number);
  },
  power(a, b, out, count) {
    for (let i = 0; i < count; i++) out[i] = (a[i] as number) ** (b[i] as number);
  },
};

/** By operation, from the first binary one. */
export const binaryLoops: readonly BinaryLoop[] = binaryOperators.map((operator) => loopsOfBinary[operator]);
