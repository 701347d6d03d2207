import { randomStream } from "@mesoscope/core";
import { domainLoss, reverseGradient } from "@mesoscope/surrogate";
import {
  add,
  compileStep,
  evaluate,
  grad,
  matmul,
  multiply,
  sin,
  square,
  subtract,
  sum,
  type Tensor,
  tanh,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

describe("reverseGradient", () => {
  test("keeps values exactly, also with a strength that is a tensor", () => {
    const values = Array.from(randomStream(1).normals(50).data, (value) => value * 1e3);
    expect(Array.from(evaluate((x: Tensor) => reverseGradient(x, 0.3), values).data)).toEqual(values);
    expect(Array.from(evaluate((x: Tensor, s: Tensor) => reverseGradient(x, s), values, 7.7).data)).toEqual(values);
  });

  test("turns gradients round, and only of what comes before", () => {
    const f = (x: Tensor) => sum(square(sin(x)));
    const plain = grad(f)([0.3, -2]);
    const turned = grad((x: Tensor) => f(reverseGradient(x, 0.25)))([0.3, -2]);
    expect(turned).toBeClose(plain.map((value) => -0.25 * value));
    const before = grad((x: Tensor) => sum(square(reverseGradient(sin(x), 2))))([0.3, -2]);
    expect(before).toBeClose(plain.map((value) => -2 * value));
    expect(grad((s: Tensor) => sum(reverseGradient([1, 2], s)))(3).data[0]).toBe(0);
  });
});

describe("domainLoss", () => {
  const [source, target] = [
    [
      [0.2, 1],
      [-0.4, 0.5],
      [1, 1],
    ],
    [
      [2, -1],
      [1.5, 0],
    ],
  ];

  test("is the cross entropy of both domains", () => {
    const found = evaluate(
      (w: Tensor) => domainLoss((x) => matmul(x, w), source as never, target as never),
      [[0.7], [-0.2]],
    );
    const logit = ([a, b]: number[]) => 0.7 * a - 0.2 * b;
    const meanOf = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const ofSource = meanOf(source.map((row) => Math.log1p(Math.exp(logit(row)))));
    const ofTarget = meanOf(target.map((row) => Math.log1p(Math.exp(-logit(row)))));
    expect(found.data[0]).toBeClose((ofSource + ofTarget) / 2);
  });

  test("trains the classifier one way and the features the other", () => {
    const loss = (strength: number) => (tree: { w: Tensor; a: Tensor; b: Tensor }) =>
      domainLoss((x) => matmul(tanh(x), tree.w), tree.a, tree.b, strength);
    const at = { w: [[0.7], [-0.2]], a: source, b: target };
    const [turned, straight] = [grad(loss(0.5))(at), grad(loss(-1))(at)];
    expect(turned.w).toBeClose(straight.w);
    expect(turned.a).toBeClose(straight.a.map((value) => -0.5 * value));
    expect(turned.b).toBeClose(straight.b.map((value) => -0.5 * value));
  });

  test("makes features that do not tell the domains apart", async () => {
    // The second feature tells the domains apart; a learned scaling of the features must put it out.
    const stream = randomStream(2);
    const rows = (shift: number) => Array.from({ length: 64 }, () => [stream.normal(), shift + 0.3 * stream.normal()]);
    const state = { scales: [[1, 1]], w: [[0], [0]], a: rows(-1), b: rows(1) };
    type State = { scales: Tensor; w: Tensor; a: Tensor; b: Tensor };
    const step = await compileStep((now: State) => {
      const loss = ({ scales, w }: { scales: Tensor; w: Tensor }) =>
        domainLoss((x) => matmul(x, w), multiply(now.a, scales), multiply(now.b, scales), 1);
      const slopes = grad(loss)({ scales: now.scales, w: now.w });
      // Without weight decay the two only chase each other around the saddle.
      const decayed = add(slopes.w, multiply(0.5, now.w));
      const next = {
        scales: subtract(now.scales, multiply(0.2, slopes.scales)),
        w: subtract(now.w, multiply(0.2, decayed)),
      };
      return [{ ...now, ...next }, { size: sum(next.scales) }] as const;
    }, state);
    for (let i = 0; i < 200; i++) await step();
    const { scales } = await step.read();
    step.dispose();
    expect(Math.abs(scales.data[1])).toBeLessThan(0.3);
    expect(scales.data[0]).toBeClose(1, { absolute: 0.2 });
  });
});
