import { NDArray, randomStream } from "@mesoscope/core";
import { installRunContext, runContext, StopError } from "@mesoscope/sdk";
import {
  type Context,
  defineLayer,
  dense,
  meanSquare,
  mlpLayers,
  type ParameterTree,
  sequential,
  train,
} from "@mesoscope/surrogate";
import { divide, multiply, sgd, subtract, type Tensor } from "@mesoscope/tensor";
import { afterEach, describe, expect, test } from "vitest";
import "../../contract/close.ts";

const X = randomStream(1).uniforms([48, 2]);
const y = new NDArray(
  Float64Array.from({ length: 48 }, (_, i) => X.get(i, 0) ** 2 - X.get(i, 1)),
  [48, 1],
);
const network = mlpLayers({ hidden: [8], outputs: 1, activation: "tanh" });
const task = {
  parameters: network.parameters([2], randomStream(0)),
  rows: { X, y },
  loss: (parameters: ParameterTree<Tensor>, rows: { X: Tensor; y: Tensor }, context: Context) =>
    meanSquare(network.apply(parameters, rows.X, context), rows.y),
};
const settings = { epochs: 3, batchSize: 12, device: "reference" };

const outer = runContext();
afterEach(() => installRunContext(outer));

/** As a notebook whose user asks for a stop at the tick of that number. */
function stopAt(last: number): { readonly values: Record<string, number>[] } {
  const values: Record<string, number>[] = [];
  installRunContext({
    tick: (_step, _total, shown) => {
      values.push({ ...shown });
      return values.length > last ? Promise.reject(new StopError("STOPPED", "the cell was stopped.")) : undefined;
    },
    display: () => Promise.reject(new Error("nothing is shown while training")),
    clearOutput: () => {},
    input: () => Promise.reject(new Error("nothing is asked while training")),
  });
  return { values };
}

describe("train", () => {
  test("lowers the loss, and gives the parameters of the best epoch", async () => {
    const { parameters, history, bestEpoch, ended } = await train(task, { ...settings, epochs: 12 });
    expect(history[11].loss).toBeLessThan(history[0].loss);
    const validation = history.map(({ validationLoss }) => validationLoss!);
    expect(bestEpoch).toBe(validation.indexOf(Math.min(...validation)) + 1);
    expect(ended).toBe("epochs");
    const again = await train(task, { ...settings, epochs: bestEpoch });
    expect(again.parameters).toEqual(parameters);
  });

  test("goes on from parameters, and without rows left out", async () => {
    const { parameters, history } = await train(task, { ...settings, validationShare: 0 });
    expect(history[2]).not.toHaveProperty("validationLoss");
    const more = await train({ ...task, parameters }, { ...settings, validationShare: 0, seed: 3 });
    expect(more.history[2].loss).toBeLessThan(history[2].loss);
  });

  test("gives the same in chunks, which also need not divide the batch", async () => {
    const whole = await train(task, settings);
    const parts = await train(task, { ...settings, chunks: 5 });
    for (const [i, { loss, validationLoss }] of whole.history.entries()) {
      expect(parts.history[i].loss).toBeClose(loss, { relative: 1e-12 });
      expect(parts.history[i].validationLoss!).toBeClose(validationLoss!, { relative: 1e-12 });
    }
  });

  test("gives the same in 32 bits on a fast device, to 32 bits", async () => {
    const [slow, fast] = [await train(task, settings), await train(task, { ...settings, device: undefined })];
    expect(fast.history[2].loss).toBeClose(slow.history[2].loss, { relative: 1e-5 });
  });

  test("ends when rows left out are predicted no better", async () => {
    const noise = { ...task, rows: { X, y: randomStream(5).normals([48, 1]) } };
    const { ended, history, bestEpoch } = await train(noise, { ...settings, epochs: 400, patience: 4 });
    expect(ended).toBe("patience");
    expect(history.length).toBe(bestEpoch + 4);
  });

  test("keeps the best so far when it is stopped", async () => {
    const { values } = stopAt(9);
    const { ended, history } = await train(task, settings);
    expect(ended).toBe("request");
    expect(history.length).toBe(2);
    expect(values[9]).toMatchObject({ epoch: 3, loss: history[1].loss, validationLoss: history[1].validationLoss });
  });

  test("that is stopped in the first epoch has nothing to keep", async () => {
    stopAt(2);
    await expect(train(task, settings)).rejects.toBeInstanceOf(StopError);
  });

  test("names the step and the layer where numbers overflow, and keeps good parameters", async () => {
    const inverse = defineLayer(
      "inverse",
      {},
      {
        outputShape: (input) => input,
        parameters: () => ({}),
        apply: (_parameters, x) => divide(1, subtract(x, 0.75)),
      },
    );
    const poles = sequential([inverse, dense({ units: 1 })]);
    const rows = { X: new NDArray(Float64Array.of(0.1, 0.2, 0.75, 0.3), [4, 1]), y: [[1], [2], [3], [4]] };
    const { ended, warning, parameters } = await train(
      {
        parameters: poles.parameters([1], randomStream(0)),
        rows,
        loss: (tree, { X, y }, context) => meanSquare(poles.apply(tree, X, context), y),
      },
      { ...settings, batchSize: 1, validationShare: 0 },
    );
    expect(ended).toBe("numbers");
    expect(warning).toMatch(
      /^train: the numbers overflowed in step [1-4], first in layer 1 \(inverse\)\. The last good/,
    );
    const { weights } = (parameters as { weights: NDArray }[])[1];
    expect(Number.isFinite(weights.data[0])).toBe(true);
  });

  test("in mixed precision leaves out steps until the scale of the loss fits", async () => {
    const steep = { ...task, loss: (...given: Parameters<typeof task.loss>) => multiply(2e34, task.loss(...given)) };
    const optimizer = sgd({ learningRate: 5e-36 });
    const options = { ...settings, epochs: 12, optimizer, device: "onnxruntime cpu" } as const;
    const mixed = await train(steep, { ...options, precision: "mixed" });
    expect(mixed.ended).toBe("epochs");
    const single = await train(steep, { ...options, precision: "single" });
    expect(mixed.history[11].loss).toBeLessThan(single.history[0].loss / 4);
    // Some of the first steps were left out, so that learning began later.
    expect(mixed.history[0].loss).toBeGreaterThan(single.history[0].loss);
  });

  test("in mixed precision tells of numbers that overflow at any scale of the loss", async () => {
    const hopeless = { ...task, loss: (...given: Parameters<typeof task.loss>) => divide(task.loss(...given), 0) };
    const options = { ...settings, epochs: 9, device: "onnxruntime cpu", precision: "mixed" } as const;
    const { ended, warning } = await train(hopeless, options);
    expect(ended).toBe("numbers");
    expect(warning).toMatch("train: the numbers overflowed in step 17, ");
  });

  test("names rows that do not fit, and options that are none", async () => {
    await expect(train({ ...task, rows: { X, y: y.slice(0, 47) } })).rejects.toThrow(
      "train: X has 48 rows but y has 47. Give as many of each.",
    );
    await expect(train(task, { epoch: 3 } as never)).rejects.toThrow(
      "train: there is no option epoch. Did you mean epochs?",
    );
    await expect(train(task, { batchSize: 0 })).rejects.toThrow("train: batchSize is 0");
  });
});
