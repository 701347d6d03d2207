import { linspace, NDArray, randomStream } from "@mesoscope/core";
import {
  applyOn,
  box,
  deepOperator,
  meanSquare,
  mlpLayers,
  physicsInformed,
  tanhLayers,
  train,
} from "@mesoscope/surrogate";
import { adam, derivative, multiply, reshape, schedules, type Tensor } from "@mesoscope/tensor";
import { expect, test } from "vitest";
import "../../contract/close.ts";

test("a family of equations is solved at once, with its parameter as a coordinate", async () => {
  const model = await physicsInformed({
    domain: box({ t: [0, 1], k: [0.5, 2] }),
    residual: "u_t = -k*u",
    exact: "1 + t*N",
    network: tanhLayers({ hidden: [10], outputs: 1 }),
    points: 200,
    renewEvery: 100,
    maxIterations: 400,
  }).fit();
  const points = [0.5, 1.1, 2].flatMap((k) => Array.from(linspace(0, 1, 11).data, (t) => [t, k]));
  expect(model.predict(points)).toBeClose(
    points.map(([t, k]) => Math.exp(-k * t)),
    { absolute: 1e-3 },
  );
});

test("an operator is learned from its equation alone: the integral of a function from its values at sensors", async () => {
  const sensors = linspace(0, 1, 11);
  const waves = (count: number, seed: number) => randomStream(seed).normals([count, 3]);
  /** Of coefficients of cosines: the function, and its integral from 0. */
  const sums = (of: (k: number, x: number) => number) => (coefficients: NDArray, x: NDArray) =>
    new NDArray(
      Float64Array.from({ length: coefficients.shape[0] * x.size }, (_, at) => {
        const [row, place] = [Math.floor(at / x.size), x.data[at % x.size]];
        return coefficients.row(row).data.reduce((total, each, k) => total + each * of(k, place), 0);
      }),
      [coefficients.shape[0], x.size],
    );
  const functions = sums((k, x) => Math.cos(k * Math.PI * x));
  const integrals = sums((k, x) => (k === 0 ? x : Math.sin(k * Math.PI * x) / (k * Math.PI)));

  const half = () => mlpLayers({ hidden: [32], outputs: 16, activation: "tanh" });
  const operator = deepOperator({ branch: half(), trunk: half() });
  const points = reshapeTo(sensors, [1, sensors.size, 1]);
  const { parameters } = await train(
    {
      parameters: operator.parameters({ functions: [sensors.size], points: [sensors.size, 1] }, randomStream(0)),
      rows: { given: functions(waves(200, 1), sensors) },
      loss: (tree, { given }, context) => {
        // Zero at 0, whatever the network says.
        const integral = (at: Tensor) =>
          multiply(reshape(at, [1, sensors.size]), operator.apply(tree, { functions: given, points: at }, context));
        return meanSquare(derivative(integral)(points as never), given);
      },
    },
    {
      epochs: 600,
      batchSize: 50,
      validationShare: 0,
      patience: 600,
      optimizer: adam({ learningRate: schedules.cosine({ from: 3e-3, steps: 2400 }) }),
      device: "onnxruntime cpu",
    },
  );
  const [unseen, elsewhere] = [waves(50, 2), linspace(0.05, 0.95, 10)];
  const asked = { functions: functions(unseen, sensors), points: reshapeTo(elsewhere, [1, 10, 1]) };
  const factors = await applyOn(operator, parameters, asked as never);
  const [found, right] = [factors.map((value, at) => value * elsewhere.data[at % 10]), integrals(unseen, elsewhere)];
  const size = (values: NDArray) => Math.hypot(...values.data);
  expect(size(found.map((value, at) => value - right.data[at])) / size(right)).toBeLessThan(0.05);
});

function reshapeTo({ data }: NDArray, shape: readonly number[]): NDArray {
  return new NDArray(data, shape);
}
