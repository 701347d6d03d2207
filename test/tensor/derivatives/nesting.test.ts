import { array } from "@mesoscope/core";
import {
  add,
  compile,
  derivative,
  evaluate,
  exp,
  fill,
  grad,
  jacobian,
  jvp,
  laplacian,
  multiply,
  sin,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  tanh,
  tensor,
  valueAndGrad,
  vjp,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

describe("a derivative inside another", () => {
  test("takes what it captures as a constant", () => {
    const outer = derivative((x: Tensor) => multiply(x, derivative((y: Tensor) => add(x, y))(fill(1))));
    expect(outer(3).data).toEqual(Float64Array.of(1));
  });

  test("tells apart the same value at two levels", () => {
    const product = (x: Tensor) => derivative((y: Tensor) => multiply(multiply(x, x), multiply(y, y)))(x);
    expect(evaluate(product, 2).data).toEqual(Float64Array.of(16));
    expect(derivative(product)(2).data).toEqual(Float64Array.of(24));
    expect(grad(product)(2).data).toEqual(Float64Array.of(24));
  });

  test("keeps apart directions of inner and outer passes", () => {
    const inner = (x: Tensor) => jvp((y: Tensor) => multiply(x, sin(y)))(x, x).tangent;
    const atOne = 2 * Math.cos(1) - Math.sin(1);
    expect(derivative(inner)(1).data[0]).toBeCloseTo(atOne, 14);
    expect(grad(inner)(1).data[0]).toBeCloseTo(atOne, 14);
  });

  test("works with three levels of each kind", () => {
    const f = (x: Tensor) => multiply(exp(multiply(2, x)), x);
    const third = 8 * Math.exp(1) * 0.5 + 12 * Math.exp(1);
    const scalar = (g: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(g(x)));
    expect(scalar(derivative(scalar(f)))([0.5])).toBeClose([third]);
    expect(derivative(scalar(derivative(f)))([0.5])).toBeClose([third]);
    expect(jacobian(scalar(scalar(f)))([0.5])).toBeClose([[third]]);
  });

  test("of no variables leaves the outer one alone", () => {
    const nothing = {} as { none: Tensor };
    const inner = (x: Tensor) => valueAndGrad((_: typeof nothing) => multiply(x, x))(nothing).value;
    expect(grad(inner)(3).data).toEqual(Float64Array.of(6));
  });

  test("is the same whether the function is compiled or evaluated", async () => {
    const field = (x: Tensor, width: Tensor) => tanh(multiply(sum(x, -1), width));
    const residual = (x: Tensor, width: Tensor) => sum(laplacian(field)(x, width));
    const slope = (x: Tensor, width: Tensor) => grad((w: Tensor) => residual(x, w))(width);
    const points = array([
      [0.1, 0.2],
      [-0.3, 0.5],
    ]);
    const compiled = compile(slope, { device: "reference" });
    expect((await compiled(points, 0.7)).data).toEqual(evaluate(slope, points, 0.7).data);
  });
});

describe("stopGradient", () => {
  test("is constant for every derivative around it", () => {
    const f = (x: Tensor) => multiply(stopGradient(multiply(x, x)), x);
    expect(evaluate(f, 3).data).toEqual(Float64Array.of(27));
    expect(grad(f)(3).data).toEqual(Float64Array.of(9));
    expect(derivative(derivative(f))(3).data).toEqual(Float64Array.of(0));
    expect(grad((x: Tensor) => derivative(f)(x))(3).data).toEqual(Float64Array.of(0));
  });
});

describe("trees", () => {
  const parameters = {
    layers: [
      {
        weight: array([
          [1, 2],
          [3, 4],
        ]),
        bias: array([0.5, -1]),
      },
    ],
    scale: 2,
  };
  type Parameters = { layers: { weight: Tensor; bias: Tensor }[]; scale: Tensor };
  const loss = ({ layers: [layer], scale }: Parameters, x: Tensor) =>
    multiply(scale, sum(add(multiply(layer!.weight, x), layer!.bias)));

  test("have gradients of their own form", () => {
    const gradient = grad(loss)(parameters, [10, 20]);
    expect(gradient.layers[0]!.weight.toArray()).toEqual([
      [20, 40],
      [20, 40],
    ]);
    expect(gradient.layers[0]!.bias.toArray()).toEqual([4, 4]);
    expect(gradient.scale.shape).toEqual([]);
    expect(gradient.scale.data).toEqual(Float64Array.of(159));
  });

  test("have directions and cotangents of their own form", () => {
    const zero = {
      layers: [
        {
          weight: array([
            [0, 0],
            [0, 0],
          ]),
          bias: array([0, 1]),
        },
      ],
      scale: 0,
    };
    const f = (at: Parameters) => loss(at, tensor([10, 20]));
    expect(jvp(f)(parameters, zero).tangent.data).toEqual(Float64Array.of(4));
    expect(vjp(f)(parameters, 3).cotangent.layers[0]!.bias.data).toEqual(Float64Array.of(12, 12));
  });

  test("may hold what the result does not depend on", () => {
    const gradient = grad(({ used }: { used: Tensor; unused: Tensor }) => used)({ used: 2, unused: [1, 2] });
    expect(gradient.unused.data).toEqual(Float64Array.of(0, 0));
  });

  test("may start with a number", () => {
    const gradient = grad(([a, { b }]: [Tensor, { b: Tensor }]) => multiply(a, sum(b)))([2, { b: [1, 2] }]);
    expect([gradient[0].data, gradient[1].b.data]).toEqual([Float64Array.of(3), Float64Array.of(2, 2)]);
  });
});

test("a constant result has no derivative", () => {
  expect(grad((_: Tensor) => fill(3))([1, 2]).data).toEqual(Float64Array.of(0, 0));
  expect(derivative((x: Tensor) => subtract(x, x))([1, 2]).data).toEqual(Float64Array.of(0, 0));
});
