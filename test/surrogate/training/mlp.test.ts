import { randomStream } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { fourierOperator, loadNeuralNetwork, mlp, neuralNetwork, recurrent, unet } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const X = randomStream(1).uniforms([40, 2]);
const y = Array.from({ length: 40 }, (_, i) => Math.sin(4 * X.get(i, 0)) + X.get(i, 1));
const quick = { epochs: 3, device: "reference" };

describe("mlp", () => {
  keepsEstimatorContract(mlp({ hidden: [6], ...quick }), { X, y, load: loadNeuralNetwork });
  keepsEstimatorContract(mlp({ hidden: [], loss: "meanAbsolute", dropout: 0.1, ...quick }), {
    X: y,
    y: X,
    load: loadNeuralNetwork,
  });

  test("learns a function", async () => {
    const model = await mlp({ hidden: [32, 32], epochs: 300, patience: 300, batchSize: 16 }).fit(X, y);
    const fresh = randomStream(2).uniforms([100, 2]);
    const truth = Array.from({ length: 100 }, (_, i) => Math.sin(4 * fresh.get(i, 0)) + fresh.get(i, 1));
    const predicted = model.predict(fresh).data;
    const error = Math.sqrt(truth.reduce((total, value, i) => total + (value - predicted[i]) ** 2, 0) / 100);
    expect(error).toBeLessThan(0.1);
    expect(await model.predictOn("reference", fresh)).toBeClose(model.predict(fresh));
  });

  test("does not depend on units", async () => {
    const spec = mlp({ hidden: [5], ...quick });
    const model = await spec.fit(X, y);
    const [small, large] = [X.map((x) => 1e-9 * x), y.map((value) => 1e6 * value + 3e7)];
    const other = await spec.fit(small, large);
    expect(other.predict(small)).toBeClose(
      model.predict(X).map((value) => 1e6 * value + 3e7),
      { relative: 1e-8 },
    );
  });

  test("shows what it is made of, and its learning curve", async () => {
    expect(mlp({ hidden: [4], epochs: 2 })[displaySymbol]()).toEqual({
      "text/plain": "mlp, not fitted yet\n  hidden: [4]\n  epochs: 2",
    });
    const model = await mlp({ hidden: [4], ...quick }).fit(X, y);
    const shown = await model[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/^mlp, from \[2\] to one number, 17 parameters\n {2}3 epochs/);
    expect(shown["text/html"]).toContain("Learning curve");
  });

  test("names options and numbers that it cannot use", async () => {
    expect(() => mlp({ hiden: [3] } as never)).toThrow("mlp: there is no option hiden. Did you mean hidden?");
    expect(() => mlp({ loss: "square" as never })).toThrow("mlp: loss is square. Give one of meanSquare");
    expect(() => mlp({ epochs: 0 })).toThrow("mlp: epochs is 0");
    await expect(mlp(quick).fit([1, Number.NaN], [1, 2])).rejects.toThrow(
      "mlp.fit: X is NaN in row 1. Remove the row or fill in the value.",
    );
    expect(() => loadNeuralNetwork({})).toThrow("loadNeuralNetwork: the data is no saved network");
  });
});

describe("neuralNetwork", () => {
  const fields = randomStream(3).normals([6, 2, 8, 8]);
  const images = fields.take([0], 1);

  test("goes from fields to fields, through JSON, and on a finer grid where the network can", async () => {
    const operator = neuralNetwork({
      network: fourierOperator({ channels: 3, modes: 2, outputs: 1, blocks: 2 }),
      loss: "relative",
      ...quick,
    });
    const model = await operator.fit(fields, images);
    const again = loadNeuralNetwork(JSON.parse(JSON.stringify(model)));
    expect(again.predict(fields).data).toEqual(model.predict(fields).data);
    expect(model.predict(fields).shape).toEqual([6, 1, 8, 8]);
    expect(model.predict(randomStream(4).normals([1, 2, 12, 16])).shape).toEqual([1, 1, 12, 16]);
    expect(() => model.predict(randomStream(4).normals([1, 2, 3, 3]))).toThrow("spectralConvolution");
  });

  test("standardises features along time with channelAxis 2", async () => {
    const series = randomStream(5).normals([10, 6, 2]);
    const spec = (factor: number) =>
      neuralNetwork({ network: recurrent({ cell: "gru", units: 3, outputs: 1 }), channelAxis: 2, ...quick }).fit(
        series.map((value, at) => (at % 2 === 0 ? factor * value : value)),
        Array.from({ length: 10 }, (_, i) => series.get(i, 5, 0)),
      );
    const [one, other] = [await spec(1), await spec(1000)];
    expect(other.history[2].loss).toBeClose(one.history[2].loss, { relative: 1e-9 });
  });

  test("says which layer does not fit, and outputs that are not the targets'", async () => {
    await expect(
      neuralNetwork({ network: unet({ channels: 2, outputs: 1, levels: 4 }), ...quick }).fit(fields, images),
    ).rejects.toThrow(/layer .*maxPool: the input has shape/);
    await expect(
      neuralNetwork({ network: unet({ channels: 2, outputs: 2, levels: 1 }), ...quick }).fit(fields, images),
    ).rejects.toThrow(
      "neuralNetwork.fit: the network gives [2, 8, 8] for a row but y has [1, 8, 8]. Give it as many outputs.",
    );
  });
});
