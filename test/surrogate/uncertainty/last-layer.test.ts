import { asArray, covarianceMatrix, mean, NDArray, randomStream, standardDeviation, zeros } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import {
  convolution,
  dense,
  flatten,
  gaussianProcessLastLayer,
  lastLayerLaplace,
  loadLastLayer,
  loadNeuralNetwork,
  mlp,
  neuralNetwork,
  sequential,
} from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import { waves } from "../small-estimators.ts";

const X = Array.from({ length: 24 }, (_, i) => i / 4);
const y = X.map((x, i) => Math.sin(x) + 0.1 * Math.cos(7 * i));
const short = { hidden: [8], epochs: 3, device: "reference" } as const;

/** An estimator that "fits" the network of the reference: its hidden layer as given, whatever the last layer was. */
function givenNetwork({ weights, bias, inputs, outputs }: ReturnType<typeof reference>) {
  const array = (values: number[] | number[][]) => asArray(values).toJSON();
  const row = (values: number[]) => new NDArray(Float64Array.from(values), [1, values.length]).toJSON();
  const hidden = { weights: array(weights), bias: array(bias) };
  const last = { weights: zeros([bias.length, outputs.length]).toJSON(), bias: array([0, 0]) };
  const model = loadNeuralNetwork({
    type: "neuralNetwork",
    version: 1,
    name: "given",
    network: {
      layer: "sequential",
      options: [
        { layer: "dense", options: { units: bias.length, activation: "tanh" } },
        { layer: "dense", options: { units: outputs.length } },
      ],
    },
    trained: { parameters: [hidden, last], history: [], bestEpoch: 0, ended: "epochs" },
    inputShape: [2],
    targetShape: [2],
    channelAxis: 1,
    inputs: { mean: row(inputs.mean), spread: row(inputs.spread) },
    targets: { mean: row([0, 0]), spread: row([1, 1]) },
  });
  return { options: {}, fit: async () => model };
}

describe("lastLayerLaplace", () => {
  keepsEstimatorContract(lastLayerLaplace(mlp(short)), { X, y, load: loadLastLayer });
  test("agrees with scikit-learn's Bayesian regression on the features", async () => {
    const expected = reference("surrogate/last-layer.json");
    const model = await lastLayerLaplace(givenNetwork(expected)).fit(expected.X, expected.y);
    const predictive = model.predictive(expected.asked);
    expected.outputs.forEach((wanted: { mean: number[]; std: number[]; noise: number }, k: number) => {
      expect(predictive.mean.column(k)).toBeClose(wanted.mean, { relative: 1e-9 });
      expect(predictive.std.column(k)).toBeClose(wanted.std, { relative: 1e-9 });
      expect(model.noise[k]).toBeClose(wanted.noise, { relative: 1e-9 });
    });
    const likelihoods = expected.outputs.map((one: { logMarginalLikelihood: number }) => one.logMarginalLikelihood);
    expect(model.logMarginalLikelihood).toBeClose(likelihoods[0] + likelihoods[1], { relative: 1e-10 });
  });

  test("finds the noise, and with it intervals that hold unseen targets as often as they claim", async () => {
    const stream = randomStream(5);
    const draw = (n: number) => Array.from({ length: n }, () => 4 * stream.uniform() - 2);
    const measured = (x: number) => Math.sin(2 * x) + 0.15 * stream.normal();
    const [seen, unseen] = [draw(200), draw(1000)];
    const estimator = lastLayerLaplace(mlp({ hidden: [32], epochs: 60, device: "reference" }));
    const model = await estimator.fit(seen, seen.map(measured));
    expect(model.noise[0]).toBeClose(0.15, { relative: 0.1 });
    const { lower, upper } = model.predictive(unseen).interval(0.9);
    const inside = unseen.filter((x, i) => {
      const target = measured(x);
      return lower.data[i] <= target && target <= upper.data[i];
    });
    expect(inside.length / unseen.length).toBeClose(0.9, { absolute: 0.03 });
  });

  test("keeps shapes, and draws rows together but outputs apart", async () => {
    const both = X.map((x, i) => [y[i], x * x]);
    const model = await lastLayerLaplace(mlp(short)).fit(X, both);
    const predictive = model.predictive([1, 1, 9], { noise: false });
    expect(predictive.mean.shape).toEqual([3, 2]);
    expect(model.predict([1, 1, 9]).data).toEqual(predictive.mean.data);
    const draws = asArray(predictive.sample(4000));
    expect(draws.shape).toEqual([4000, 3, 2]);
    const together = covarianceMatrix(draws.reshape([4000, 6]));
    const spread = (at: number) => Math.sqrt(together.get(at, at));
    for (let at = 0; at < 6; at++) expect(spread(at)).toBeClose(predictive.std.data[at], { relative: 0.05 });
    // The first two rows are the same, and outputs lie next to one another.
    expect(together.get(0, 2) / (spread(0) * spread(2))).toBeGreaterThan(0.999);
    expect(Math.abs(together.get(0, 1)) / (spread(0) * spread(1))).toBeLessThan(0.05);
    expect(model.predictive([1]).std.data[0]).toBeClose(Math.hypot(predictive.std.data[0], model.noise[0]));
  });

  test("takes sequences, whose every place is a row", async () => {
    const sequences = randomStream(1).normals([12, 5, 2]);
    const targets = sequences.take([0], 2);
    const network = sequential([
      sequential([dense({ units: 6, activation: "silu" })]),
      sequential([dense({ units: 1 })]),
    ]);
    const estimator = neuralNetwork({ network, channelAxis: 2, epochs: 2, device: "reference" });
    const model = await lastLayerLaplace(estimator).fit(sequences, targets);
    const { std } = model.predictive(sequences.slice(0, 3));
    expect(std.shape).toEqual([3, 5, 1]);
    expect(std.data.every((value) => value > 0)).toBe(true);
    expect((await model[displaySymbol]())["text/plain"]).toMatch(
      /neuralNetwork, 7 normal weights an output, from 60 rows/,
    );
  });

  test("is certain of targets that do not vary", async () => {
    const predictive = (
      await lastLayerLaplace(mlp(short)).fit(
        X,
        X.map(() => 3),
      )
    ).predictive([2]);
    expect(predictive.mean.data[0]).toBeClose(3);
    expect(predictive.std.data[0]).toBeLessThan(1e-6);
  });

  test("names what is wrong", async () => {
    expect(() => lastLayerLaplace(undefined as never)).toThrow(/the first argument has no fit/);
    await expect(lastLayerLaplace(waves() as never).fit(X, y)).rejects.toThrow(/the estimator gave no network/);
    const network = sequential([dense({ units: 4 }), dense({ units: 1, activation: "tanh" })]);
    const ending = lastLayerLaplace(neuralNetwork({ network, epochs: 1, device: "reference" }));
    await expect(
      ending.fit(
        X,
        X.map((x) => [x]),
      ),
    ).rejects.toThrow(/no chain that ends in a dense layer/);
    expect(() => loadLastLayer({})).toThrow(/no saved model of a last layer/);
  });
});

describe("gaussianProcessLastLayer", () => {
  keepsEstimatorContract(gaussianProcessLastLayer(mlp(short), { waves: 16 }), { X, y, load: loadLastLayer });

  test("agrees with scikit-learn's Gaussian process on what the network knows, as well as random waves can", async () => {
    const expected = reference("surrogate/last-layer.json");
    const predictives = await Promise.all(
      [0, 1, 2, 3].map(async (seed) => {
        const options = { waves: 256, lengthScale: expected.lengthScale, seed };
        const model = await gaussianProcessLastLayer(givenNetwork(expected), options).fit(expected.X, expected.y);
        return model.predictive(expected.asked, { noise: false });
      }),
    );
    const average = (of: "mean" | "std", k: number) =>
      expected.asked.map((_: unknown, i: number) => mean(predictives.map((one) => one[of].get(i, k))));
    expected.processes.forEach((wanted: { mean: number[]; functionStd: number[] }, k: number) => {
      expect(average("std", k)).toBeClose(wanted.functionStd, { relative: 0.06 });
      const apart = average("mean", k).map(
        (value: number, i: number) => (value - wanted.mean[i]) / wanted.functionStd[i],
      );
      expect(apart).toBeClose(zeros([apart.length]), { absolute: 0.3 });
    });
  });

  test.each(["tanh", "silu"] as const)(
    "is unsure far from the rows, as before it saw any, with %s",
    async (activation) => {
      const stream = randomStream(3);
      const rows = stream.normals([150, 2]);
      const targets = Array.from({ length: 150 }, (_, i) => Math.sin(2 * rows.get(i, 0)) + rows.get(i, 1) ** 2);
      const network = mlp({ hidden: [16, 16], activation, epochs: 40, device: "reference" });
      const model = await gaussianProcessLastLayer(network).fit(rows, targets);
      const { mean: expected, std } = model.predictive(
        [
          [0.2, 0.1],
          [5, 0],
          [50, 50],
          [0, -300],
        ],
        { noise: false },
      );
      const { posterior } = model.toJSON();
      const { priorStd, determined } = posterior.outputs[0];
      const prior = priorStd * standardDeviation(targets);
      expect(std.data[0]).toBeLessThan(0.1 * prior);
      expect(std.data[1]).toBeGreaterThan(3 * std.data[0]);
      for (const far of std.data.slice(2)) {
        expect(far).toBeLessThanOrEqual(prior);
        // Of 512 random directions a far row shares with the rows seen as many as these determine.
        expect(far ** 2 / prior ** 2).toBeClose(1 - determined / 512, { absolute: 0.05 });
        expect(far).toBeGreaterThan(0.8 * prior);
      }
      expect(Math.abs(expected.data[3] - mean(targets))).toBeLessThan(prior);
    },
  );

  test("knows no more of fields than the features", async () => {
    const fields = randomStream(2).normals([30, 1, 6]);
    const network = sequential([
      convolution({ channels: 4, kernel: 3, activation: "silu" }),
      flatten(),
      dense({ units: 1 }),
    ]);
    const estimator = neuralNetwork({ network, epochs: 2, device: "reference" });
    const model = await gaussianProcessLastLayer(estimator, { waves: 16 }).fit(
      fields,
      fields.take([0], 2).reshape([30, 1]),
    );
    expect(model.toJSON().kernel!.known.spread.shape).toEqual([1, 24]);
    expect(model.predictive(fields).std.shape).toEqual([30, 1]);
    expect((await model[displaySymbol]())["text/plain"]).toMatch(/Gaussian process in the place of the last layer/);
  });

  test("finds the length scale, and names what is wrong", async () => {
    const scaleOf = async (frequency: number) => {
      const rows = Array.from({ length: 80 }, (_, i) => i / 40 - 1);
      const linear = { ...short, hidden: [1], activation: "identity" } as const;
      const model = await gaussianProcessLastLayer(mlp(linear)).fit(
        rows,
        rows.map((x) => Math.sin(frequency * x)),
      );
      return (model.toJSON().kernel!.layer.options as { lengthScale: number }).lengthScale;
    };
    expect(await scaleOf(20)).toBeLessThan(await scaleOf(1));
    expect(() => gaussianProcessLastLayer(mlp(), { waves: 0 })).toThrow(/waves is 0/);
    expect(() => gaussianProcessLastLayer(mlp(), { lengthScale: -1 })).toThrow(/lengthScale is -1/);
    expect(() => gaussianProcessLastLayer(undefined as never)).toThrow(/the first argument has no fit/);
  });
});
