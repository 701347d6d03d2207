import { NDArray, randomStream } from "@mesoscope/core";
import {
  applyOn,
  defineLayer,
  dense,
  diffusion,
  mlpLayers,
  neuralOde,
  train,
  variationalAutoencoder,
  variationalLoss,
} from "@mesoscope/surrogate";
import {
  adam,
  add,
  cos,
  divide,
  evaluate,
  matmul,
  multiply,
  sin,
  sliceAlong,
  square,
  type Tensor,
  tensor,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { onArrays } from "../arrays.ts";
import "../../contract/close.ts";

const reference = { device: "reference" };

describe("diffusion", () => {
  const spread = 0.3;
  /** The expected noise in rows that are normal with this spread: no network can know more. */
  const exact = defineLayer(
    "exact",
    {},
    {
      outputShape: ([channels, ...lengths]) => [channels - 1, ...lengths],
      parameters: () => ({}),
      apply(_parameters, x) {
        const channels = x.shape[1] - 1;
        const [row, time] = [sliceAlong(x, 1, 0, channels), sliceAlong(x, 1, channels, channels + 1)];
        const angle = multiply(Math.PI / 2, time);
        const variance = add(multiply(spread ** 2, square(cos(angle))), square(sin(angle)));
        return multiply(divide(sin(angle), variance), row);
      },
    },
  );

  test("draws from the distribution that the network knows", async () => {
    const samples = await diffusion({ network: exact }).sample({}, { count: 1500, shape: [2], ...reference });
    const variance = samples.data.reduce((total, value) => total + value ** 2, 0) / samples.size;
    expect(Math.sqrt(variance)).toBeClose(spread, { relative: 0.04 });
    expect(Math.abs(samples.data.reduce((a, b) => a + b, 0) / samples.size)).toBeLessThan(0.02);
  });

  test("has the lowest loss for what is expected, and is trained towards it", async () => {
    const network = mlpLayers({ hidden: [16], outputs: 1 });
    const x = randomStream(2)
      .normals([256, 1])
      .map((value) => spread * value);
    const start = network.parameters([2], randomStream(0));
    const lossOf = (layer: typeof network, parameters: unknown) =>
      evaluate(
        (tree: Tensor, rows: Tensor) =>
          diffusion({ network: layer }).loss(tree, rows, { training: false, key: tensor(5) }),
        parameters as never,
        x,
      ).data[0];
    const least = lossOf(exact, {});
    const { parameters } = await train(
      {
        parameters: start,
        rows: { x },
        loss: (tree, rows, context) => diffusion({ network }).loss(tree, rows.x, context),
      },
      { epochs: 40, batchSize: 64, ...reference },
    );
    expect(least).toBeLessThan(lossOf(network, parameters));
    expect(lossOf(network, parameters)).toBeLessThan(lossOf(network, start));
  });
});

describe("variationalLoss", () => {
  test("is the bound by hand", () => {
    const found = evaluate(
      (reconstruction: Tensor, mean: Tensor, logVariance: Tensor, x: Tensor) =>
        variationalLoss({ reconstruction, mean, logVariance }, x, { noise: 0.5 }),
      [[1, 2]],
      [[0.3]],
      [[Math.log(0.25)]],
      [[1.5, 2]],
    );
    const divergence = 0.5 * (0.3 ** 2 + 0.25 - 1 - Math.log(0.25));
    expect(found.data[0]).toBeClose(0.25 / (2 * 0.25) + divergence, { relative: 1e-12 });
  });
});

describe("variationalAutoencoder", () => {
  test("that is linear finds the probabilistic principal component", async () => {
    const stream = randomStream(3);
    const x = new NDArray(
      Float64Array.from({ length: 8000 }, (_, i) => (i % 2 === 0 ? 1.5 : 0.4) * stream.normal()),
      [4000, 2],
    );
    const noise = 0.5;
    const network = variationalAutoencoder({ encoder: dense({ units: 2 }), decoder: dense({ units: 2 }) });
    const { parameters } = await train(
      {
        parameters: network.parameters([2], randomStream(0)),
        rows: { x },
        loss: (tree, rows, context) => variationalLoss(network.apply(tree, rows.x, context), rows.x, { noise }),
      },
      { epochs: 80, batchSize: 250, patience: 80, optimizer: adam({ learningRate: 0.01 }) },
    );
    const { reconstruction } = await applyOn(
      network,
      parameters,
      [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ],
      reference,
    );
    const slope = (row: number, column: number) =>
      (reconstruction.get(2 * row, column) - reconstruction.get(2 * row + 1, column)) / 2;
    // Along the first axis it shrinks by the share of the noise in the variance, along the second all is noise.
    const variance = x.column(0).data.reduce((total, value) => total + value ** 2, 0) / 4000;
    expect(slope(0, 0)).toBeClose(1 - noise ** 2 / variance, { relative: 0.03 });
    expect(Math.abs(slope(1, 1))).toBeLessThan(0.05);
  });
});

describe("neuralOde", () => {
  test("is of order 4", () => {
    const turning = defineLayer(
      "turning",
      {},
      {
        outputShape: (input) => input,
        parameters: () => ({}),
        apply: (_parameters, x) =>
          matmul(
            x,
            tensor([
              [0, 1],
              [-1, 0],
            ]),
          ),
      },
    );
    const error = (steps: number) => {
      const end = onArrays(neuralOde({ dynamics: turning, duration: 1, steps }))([[1, 0]]);
      return Math.hypot(end.data[0] - Math.cos(1), end.data[1] - Math.sin(1));
    };
    expect(Math.log2(error(8) / error(16))).toBeClose(4, { absolute: 0.05 });
  });
});
