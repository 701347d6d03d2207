import {
  abs,
  clip,
  divide,
  evaluate,
  floor,
  grad,
  largerOf,
  less,
  log,
  maximum,
  maxPool,
  minimum,
  multiply,
  norm,
  power,
  relu,
  segmentMax,
  sign,
  smallerOf,
  softplus,
  sqrt,
  sum,
  type Tensor,
  tensor,
  where,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";

const slopes = (f: (x: Tensor) => Tensor, x: number[] | number[][] | number[][][]) =>
  Array.from(grad((at: Tensor) => sum(f(at)))(x).data, (slope) => slope + 0);

describe("where entries are equal, derivatives follow the first", () => {
  test.each<[string, (x: Tensor) => Tensor, number[], number[]]>([
    ["maximum", (x) => maximum(x), [1, 3, 3, 2], [0, 1, 0, 0]],
    ["minimum", (x) => minimum(x), [2, 1, 1, 1], [0, 1, 0, 0]],
    ["largerOf", (x) => largerOf(x, 2), [1, 2, 3], [0, 1, 1]],
    ["largerOf the other way round", (x) => largerOf(2, x), [1, 2, 3], [0, 0, 1]],
    ["smallerOf", (x) => smallerOf(x, 2), [1, 2, 3], [1, 1, 0]],
    ["segmentMax", (x) => segmentMax(x, tensor([1, 0, 1, 1], "integer"), 2), [5, 1, 5, 5], [1, 1, 0, 0]],
  ])("%s", (_, f, x, expected) => {
    expect(slopes(f, x)).toEqual(expected);
  });

  test("maxPool", () => {
    expect(slopes((x) => maxPool(x, 2, 1), [[[4, 4, 4, 1]]])).toEqual([1, 1, 1, 0]);
  });
});

describe("where there is no derivative, one is taken that goes on", () => {
  test.each<[string, (x: Tensor) => Tensor, number[], number[]]>([
    ["relu at 0", relu, [-1, 0, 1], [0, 0, 1]],
    ["abs at 0", abs, [-1, 0, 1], [-1, 0, 1]],
    ["sign and floor", (x) => multiply(2, sign(floor(x))), [-1, 0, 1], [0, 0, 0]],
    ["clip at its bounds", (x) => clip(x, -1, 1), [-2, -1, 0, 1, 2], [0, 1, 1, 1, 0]],
    ["norm at 0", (x) => norm(x), [0, 0], [0, 0]],
  ])("%s", (_, f, x, expected) => {
    expect(slopes(f, x)).toEqual(expected);
  });

  test("0 to the power of a variable", () => {
    const slopesOfBoth = grad(({ a, b }: { a: Tensor; b: Tensor }) => sum(power(a, b)));
    const { a, b } = slopesOfBoth({ a: [0, 0, 2], b: [2, 1, 3] });
    expect([a.data, b.data]).toEqual([Float64Array.of(0, 1, 12), Float64Array.of(0, 0, 8 * Math.log(2))]);
  });
});

describe("numbers at the edge of the range", () => {
  test("softplus neither overflows nor loses its derivative", () => {
    expect(evaluate(softplus, [-1000, 1000]).data).toEqual(Float64Array.of(0, 1000));
    expect(slopes(softplus, [-1000, 0, 1000])).toEqual([0, 0.5, 1]);
  });

  test("where does not choose keeps its derivative out, if the value there is finite", () => {
    const safe = (x: Tensor) => where(less(x, 0), 0, sqrt(where(less(x, 0), 1, x)));
    expect(slopes(safe, [-4, 4])).toEqual([0, 0.25]);
  });

  test("what is infinite says so", () => {
    expect(slopes(sqrt, [0])).toEqual([Infinity]);
    expect(slopes(log, [0])).toEqual([Infinity]);
    expect(evaluate((x: Tensor) => divide(1, x), [0]).data).toEqual(Float64Array.of(Infinity));
  });
});
