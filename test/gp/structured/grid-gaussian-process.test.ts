import { array, randomStream, rootMeanSquareError } from "@mesoscope/core";
import {
  constant,
  fixed,
  gaussianProcess,
  gridGaussianProcess,
  linear,
  loadGridGaussianProcess,
  matern,
  periodic,
  productOf,
  rbf,
} from "@mesoscope/gp";
import { describe, expect, test } from "vitest";
import { type GridProcess, gridEvidence } from "../../../plugins/gp/src/structured/grid-posterior.ts";
import { readGrid } from "../../../plugins/gp/src/structured/read-grid.ts";
import "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const stream = randomStream(4);
const places = [
  [0, 0.3, 0.7, 1, 1.8],
  [-1, 0, 2, 2.5],
  [10, 11, 13],
];
const rows = places[0]!.flatMap((a) => places[1]!.flatMap((b) => places[2]!.map((c) => [a, b, c])));
const order = stream.permutation(rows.length);
const X = Array.from(order, (i) => rows[i]!);
const y = X.map(([a, b, c]) => Math.sin(3 * a!) + 0.3 * b! * c! + 0.1 * stream.normal());
const points = [
  [0.3, 2, 11],
  [0.9, 1, 12.2],
  [3, -2, 9],
];

keepsEstimatorContract(gridGaussianProcess({ starts: 1 }), { X, y, load: loadGridGaussianProcess });
keepsEstimatorContract(gridGaussianProcess({ starts: 1, kernel: rbf() }), {
  X: [0, 1, 2, 3, 4],
  y: [1, 2, 2, 4, 5],
  load: loadGridGaussianProcess,
});

describe("held numbers", () => {
  const lengths = [0.6, 1.5, 2.5];
  const own = [rbf, matern, matern].map((kernel, j) => kernel({ lengthScale: fixed(lengths[j]!) }));
  const joined = [rbf, matern, matern].map((kernel, j) => kernel({ lengthScale: fixed(lengths[j]!), inputs: [j] }));
  const whole = productOf(constant({ outputScale: fixed(1.3) }), ...joined);
  const spec = gridGaussianProcess({ kernel: own, outputScale: fixed(1.3), noise: fixed(0.2) });

  test("is the exact process of all rows", async () => {
    const model = await spec.fit(X, y);
    const exact = await gaussianProcess({ kernel: whole, noise: fixed(0.2) }).fit(X, y);
    expect(model.logMarginalLikelihood).toBeClose(exact.logMarginalLikelihood, { relative: 1e-10 });
    for (const noise of [true, false]) {
      const [found, wanted] = [model.predictive(points, { noise }), exact.predictive(points, { noise })];
      expect(found.mean).toBeClose(wanted.mean, { relative: 1e-8, absolute: 1e-8 });
      expect(found.std).toBeClose(wanted.std, { relative: 1e-8 });
      expect(found.covariance).toBeClose(wanted.covariance, { relative: 1e-7, absolute: 1e-9 });
    }
  });
});

test("the evidence has the slopes it states", () => {
  const grid = readGrid({ X: array(X), y: array(y), bounds: undefined, inputs: [] });
  const kernels = [rbf(), periodic({ period: 2 }), linear()];
  const counts = kernels.map((kernel) => kernel.parameters(1).length);
  const offsets = counts.map((_, j) => counts.slice(0, j).reduce((sum, count) => sum + count, 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const evidence = (at: readonly number[]) => {
    const process: GridProcess = {
      kernels: kernels.map((kernel, j) => kernel.bind(at.slice(offsets[j], offsets[j]! + counts[j]!), 1)),
      offsets,
      outputScale: at[total]!,
      noise: at[total + 1]!,
      constant: 0.8,
    };
    return gridEvidence(grid, process, total + 2);
  };
  const at = Array.from({ length: total + 2 }, (_, p) => 0.5 + 0.2 * p);
  const slopes = at.map((_value, p) => {
    const moved = (by: number) => evidence(at.map((value, q) => value * Math.exp(p === q ? by : 0))).value;
    return (moved(1e-5) - moved(-1e-5)) / 2e-5;
  });
  expect(evidence(at).gradient).toBeClose(slopes, { relative: 1e-5, absolute: 1e-5 });
});

test("learns from a grid of 10 000 points", async () => {
  const side = 100;
  const truth = (a: number, b: number) => Math.sin(a / 9) * Math.cos(b / 14);
  const field = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);
  const noise = randomStream(2);
  const values = field.map(([a, b]) => truth(a!, b!) + 0.3 * noise.normal());
  const model = await gridGaussianProcess({ starts: 1 }).fit(field, values);
  expect(model.noise).toBeClose(0.3, { relative: 0.05 });
  const at = [
    [10.5, 20.5],
    [50.2, 70.1],
    [90, 30],
  ];
  const wanted = at.map(([a, b]) => truth(a!, b!));
  const predictive = model.predictive(at, { noise: false });
  expect(rootMeanSquareError(wanted, predictive.mean)).toBeLessThan(0.05);
  expect(predictive.sample(2).shape).toEqual([2, 3]);
});

test("bad input is named", async () => {
  const spec = gridGaussianProcess();
  await expect(spec.fit(X.slice(1), y.slice(1))).rejects.toThrow(/X has 59 rows, for a grid of 5 × 4 × 3 places/);
  const twice = [
    [0, 0],
    [0, 1],
    [1, 0],
    [0, 0],
  ];
  await expect(spec.fit(twice, [1, 2, 3, 4])).rejects.toThrow(/X has row 3 twice/);
  const two = gridGaussianProcess({ kernel: [rbf(), rbf()] });
  await expect(two.fit([1, 2], [1, 2])).rejects.toThrow(/1 columns but there are 2 kernels/);
  expect(() => gridGaussianProcess({ kernel: [] })).toThrow(/kernel is no kernel/);
  expect(() => gridGaussianProcess({ noise: 0 })).toThrow(/noise is 0/);
  expect(() => loadGridGaussianProcess({})).toThrow(/no saved model on a grid/);
  await expect(spec.fit([[1], [NaN]], [1, 2])).rejects.toThrow(/X is NaN in row 1/);
});

test("one row, constant targets and a constant column", async () => {
  expect((await gridGaussianProcess().fit([[1, 2]], [3])).predict([[1, 2]]).data[0]).toBeClose(3, { absolute: 0.5 });
  const flat = [
    [1, 2],
    [1, 3],
    [1, 4],
  ];
  expect((await gridGaussianProcess().fit(flat, [3, 3, 3])).predict([[1, 9]]).data[0]).toBeClose(3, { absolute: 0.1 });
});
