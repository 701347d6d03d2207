import { mean, multivariateNormal, randomStream } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { expect, test } from "vitest";
import { reference } from "../../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const expected = reference("core/distributions.json").multivariateNormal;
const joint = multivariateNormal({ mean: expected.mean, covariance: expected.covariance });

test("densities agree with SciPy", () => {
  const found = expected.points.map((point: number[]) => joint.logDensity(point));
  expect(found).toBeClose(expected.logDensity);
  expect(joint.density(expected.points[0])).toBeClose(Math.exp(expected.logDensity[0]));
});

test("samples have the mean and the covariance", () => {
  const samples = joint.sample(50_000, { seed: 2 });
  expect(samples.data).toEqual(joint.sample(50_000, { seed: 2 }).data);
  for (let i = 0; i < 3; i++) {
    expect(mean(samples.column(i))).toBeClose(expected.mean[i], { absolute: 0.03 });
    for (let j = 0; j < 3; j++) {
      const product = samples.column(i).map((x, k) => (x - expected.mean[i]) * (samples.get(k, j) - expected.mean[j]));
      expect(mean(product)).toBeClose(expected.covariance[i][j], { absolute: 0.05 });
    }
  }
  expect(joint.draw(randomStream(2)).shape).toEqual([3]);
});

test("shows itself, gives its marginals", () => {
  expect(joint.marginal(1).toString()).toBe("normal(mean -2, std 1)");
  const shown = joint[displaySymbol]();
  expect(shown["text/html"]).toContain("<th");
  expect(shown["text/plain"]).toMatch(/^multivariate normal of 3 numbers/);
  expect(multivariateNormal(joint.toJSON().parameters).logDensity([0, 0, 0])).toBe(joint.logDensity([0, 0, 0]));
});

test("refuses what is no covariance", () => {
  const of = (covariance: number[][]) => () => multivariateNormal({ mean: [0, 0], covariance });
  expect(of([[1, 2, 0]])).toThrow(code("SHAPE_MISMATCH"));
  expect(
    of([
      [1, 0.5],
      [0.4, 1],
    ]),
  ).toThrow(code("NOT_SYMMETRIC"));
  expect(
    of([
      [1, 1],
      [1, 1],
    ]),
  ).toThrow(code("NOT_POSITIVE_DEFINITE"));
  expect(
    of([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]),
  ).toThrow(code("NOT_SYMMETRIC"));
  expect(() => joint.logDensity([1])).toThrow(code("SHAPE_MISMATCH"));
});
