import {
  add,
  derivative,
  exp,
  grad,
  multiply,
  negative,
  sigmoid,
  square,
  sum,
  type Tensor,
  tanh,
} from "@mesoscope/tensor";
import { expect, test } from "vitest";
import "../../contract/close.ts";

/** Second derivatives at 0.5 that tapes without the results of operations get wrong, and what they are by hand. */
const t = Math.tanh(0.5);
const s = 1 / (1 + Math.exp(-0.5));
const tanhSecond = -2 * t * (1 - t * t);

test.each<[string, (x: Tensor) => Tensor, number, number]>([
  ["x tanh x", (x) => multiply(x, tanh(x)), 2 * (1 - t * t) + 0.5 * tanhSecond, 1.20946],
  ["x² + tanh x", (x) => add(square(x), tanh(x)), 2 + tanhSecond, 1.27314],
  ["x exp x", (x) => multiply(x, exp(x)), 2.5 * Math.exp(0.5), 4.1218],
  ["exp -x²", (x) => exp(negative(square(x))), -Math.exp(-0.25), -0.7788],
  ["x sigmoid x", (x) => multiply(x, sigmoid(x)), 2 * s * (1 - s) + 0.5 * s * (1 - s) * (1 - 2 * s), 0.44123],
  ["tanh x", tanh, tanhSecond, -0.72686],
  ["exp x", exp, Math.exp(0.5), 1.64872],
  ["sigmoid x", sigmoid, s * (1 - s) * (1 - 2 * s), -0.05756],
])("%s", (_, f, exact, rounded) => {
  expect(exact).toBeCloseTo(rounded, 5);
  const forwards = derivative(derivative(f));
  const backwards = grad((x: Tensor) => sum(grad((y: Tensor) => sum(f(y)))(x)));
  const mixed = grad((x: Tensor) => sum(derivative(f)(x)));
  for (const second of [forwards, backwards, mixed]) expect(second([0.5])).toBeClose([exact], { relative: 1e-14 });
});
