import { backend, type LayerName, randomStream } from "@mesoscope/core";
import {
  type Covariance,
  constant,
  linear,
  matern,
  periodic,
  productOf,
  rationalQuadratic,
  rbf,
  sumOf,
} from "@mesoscope/gp";
import { afterAll, describe, expect, test } from "vitest";
import { evidence } from "../../../plugins/gp/dist/fit/evidence.js";

afterAll(() => {
  backend({ layer: "automatic" });
});

const kernels: Record<string, Covariance> = {
  "constant alone": constant(),
  "one length scale": rbf({ ard: false }),
  "rough, of one input": matern({ smoothness: 0.5, inputs: [1] }),
  "scaled twice": productOf(constant(), matern({ smoothness: 1.5 }), constant()),
  "rational quadratic": rationalQuadratic(),
  "sum of products": sumOf(
    productOf(constant(), rbf()),
    productOf(constant(), rbf({ inputs: [0] }), periodic({ period: 1.3, inputs: [1] })),
    linear(),
    productOf(constant(), rationalQuadratic({ ard: false })),
    constant(),
  ),
  "product of sums": productOf(sumOf(matern(), constant()), sumOf(rbf(), linear())),
};

const n = 40;
const X = randomStream(1).normals([n, 2]);
const y = randomStream(2).normals(n).data;
const problem = { X, y, bounds: undefined, meanVariance: 0.7, jitter: 1e-3 };

function at(kernel: Covariance, logarithms: readonly number[]) {
  const values = logarithms.map(Math.exp);
  return evidence(problem, kernel.bind(values.slice(0, -1), 2), values.at(-1)!, values.length - 1);
}

const layers = (["openblas", "embedded", "reference"] satisfies LayerName[]).filter((layer) => {
  try {
    return backend({ layer }).layer === layer;
  } catch {
    return false;
  }
});

describe.each(layers)("evidence on %s", (layer) => {
  test.each(Object.entries(kernels))("is the integral of its gradient: %s", (_, kernel) => {
    backend({ layer });
    const place = [...kernel.parameters(2).map((_, p) => 0.2 - 0.1 * p), -1];
    const { gradient } = at(kernel, place);
    const step = 1e-5;
    for (const p of place.keys()) {
      const moved = (by: number) =>
        at(
          kernel,
          place.map((value, q) => value + (q === p ? by : 0)),
        ).value;
      expect(gradient[p]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 5);
    }
  });
});

test("rows one by one, as for many of them, give the same", () => {
  backend({ layer: "automatic" });
  const rows = 300;
  const many = {
    ...problem,
    X: randomStream(3).normals([rows, 2]),
    y: randomStream(4).normals(rows).data,
    jitter: 0,
  };
  const kernel = sumOf(productOf(constant(), rbf()), productOf(constant(), matern(), rbf({ inputs: [0] })));
  const values = kernel.parameters(2).map((_, p) => 0.5 + 0.1 * p);
  const bound = kernel.bind(values, 2);
  const { parts: _, ...plain } = bound;
  const one = evidence(many, bound, 0.3, values.length);
  const other = evidence(many, plain, 0.3, values.length);
  expect(one.value).toBeCloseTo(other.value, 6);
  for (const p of one.gradient.keys()) expect(one.gradient[p]).toBeCloseTo(other.gradient[p]!, 5);
});
