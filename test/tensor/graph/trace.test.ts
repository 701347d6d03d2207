import { array } from "@mesoscope/core";
import { add, derivative, grad, laplacian, multiply, sin, sum, type Tensor, tanh, tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { inOrder } from "../../../plugins/tensor/dist/graph/order.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";

const countOf = (f: (...args: never[]) => unknown, args: readonly unknown[], name?: string) =>
  inOrder(trace(f, args).graph.outputs).filter(({ primitive }) => name === undefined || primitive.name === name).length;

describe("a trace", () => {
  test("computes once what is written twice", () => {
    const f = (x: Tensor) => add(sin(multiply(x, 2)), multiply(sin(multiply(x, 2)), 3));
    expect(countOf(f, [[1, 2]], "sin")).toBe(1);
  });

  test("computes the value and all its derivatives from one tanh", () => {
    const f = (x: Tensor) => tanh(multiply(2, x));
    const all = (x: Tensor) => [f(x), derivative(f)(x), derivative(derivative(f))(x)];
    expect(countOf(all, [[1, 2]], "tanh")).toBe(1);
    const backwards = (x: Tensor) => [f(x), grad((at: Tensor) => sum(f(at)))(x), laplacian(f)(x)];
    expect(countOf(backwards, [[1, 2]], "tanh")).toBe(1);
  });

  test("tells apart constants that differ in one entry, in sign of zero or in length only", () => {
    const long = Array.from({ length: 100 }, (_, i) => i);
    const pairs = [
      [array([1, 2]), array([1, 3])],
      [array([0, 1]), array([-0, 1])],
      [array([0, 0]), array([0, 0, 0])],
      [array(long), array(long.with(99, -1))],
    ];
    for (const [a, b] of pairs) expect(countOf(() => [sin(a!), sin(b!)], [], "sin")).toBe(2);
    expect(countOf(() => [sin(array([1, 2])), sin(array([1, 2]))], [], "sin")).toBe(1);
    const once = tensor(long);
    expect(countOf(() => [sin(once), sin(once)], [], "sin")).toBe(1);
  });

  test("leaves no marks of derivatives", () => {
    const f = (x: Tensor) => grad((at: Tensor) => sum(multiply(at, tanh(at))))(x);
    expect(countOf(f, [[1, 2]], "variable")).toBe(0);
  });

  test("leaves out what zero and one leave alone", () => {
    const f = (x: Tensor) => add(multiply(add(multiply(x, 1), 0), 1), multiply(x, 0));
    expect(countOf(f, [[1, 2]])).toBe(1);
  });

  test("ends also where the function fails", () => {
    const failing = () => {
      throw new RangeError("no");
    };
    expect(() => trace(failing, [])).toThrow(RangeError);
    expect(sin(1)).not.toBe(sin(1));
  });
});
