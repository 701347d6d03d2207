import { NDArray, randomStream } from "@mesoscope/core";
import {
  adaptStatistics,
  convolution,
  dense,
  flatten,
  loadNeuralNetwork,
  mlp,
  neuralNetwork,
  neuralOde,
  sequential,
  unet,
} from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const quick = { epochs: 2, device: "reference" } as const;

/** A network with the parameters of the reference, in which the statistics of the source are folded. */
function foldedNetwork({ inputs, parameters, source }: ReturnType<typeof reference>) {
  const [channels, ...lengths] = source.shape.slice(1);
  const linear = (size: number) =>
    lengths.length === 0
      ? { layer: "dense", size: { units: size } }
      : { layer: "convolution", size: { channels: size, kernel: 3 } };
  const layers = [6, 5, 1].map((size, i) => {
    const { layer, size: options } = linear(size);
    return { layer, options: { ...options, ...(i < 2 && { activation: "tanh" }) } };
  });
  const perChannel = ({ data }: { data: number[] }) => ({ shape: [1, channels, ...lengths.map(() => 1)], data });
  const one = [1, 1, ...lengths.map(() => 1)];
  return loadNeuralNetwork({
    type: "neuralNetwork",
    version: 1,
    name: "folded",
    network: { layer: "sequential", options: layers },
    trained: { parameters, history: [], bestEpoch: 0, ended: "epochs" },
    inputShape: [channels, ...lengths],
    targetShape: [1, ...lengths],
    channelAxis: 1,
    inputs: { mean: perChannel(inputs.mean), spread: perChannel(inputs.spread) },
    targets: { mean: { shape: one, data: [0] }, spread: { shape: one, data: [1] } },
  });
}

describe("adaptStatistics", () => {
  const cases = reference("surrogate/adapt-statistics.json");

  test.each(["vectors", "fields"])("is what batch normalisation does with statistics of the target, for %s", (name) => {
    const read = (part: string) => NDArray.fromJSON(cases[name][part]);
    const model = foldedNetwork(cases[name]);
    const [source, target] = [read("source"), read("target")];
    expect(model.predict(source)).toBeClose(read("ofSource"), { absolute: 1e-12 });
    // Only the small number that is added to variances lies between the two.
    const adapted = adaptStatistics(model, { source, target }).predict(target);
    expect(adapted).toBeClose(read("ofTarget"), { absolute: 1e-4 });
    expect(model.predict(target)).not.toBeClose(read("ofTarget"), { absolute: 0.1 });
  });

  test("changes nothing where the domains are the same", async () => {
    const X = randomStream(1).normals([40, 1, 8, 8]);
    const model = await neuralNetwork({ network: unet({ channels: 4, outputs: 1 }), ...quick }).fit(X, X);
    const same = adaptStatistics(model, { source: X, target: X });
    expect(same.predict(X)).toBeClose(model.predict(X), { absolute: 1e-10 });
  });

  test("undoes an instrument that stretches and shifts, and leaves the model as it was", async () => {
    const source = randomStream(2).normals([50, 2, 6]);
    const network = sequential([
      convolution({ channels: 4, kernel: 3, activation: "silu" }),
      flatten(),
      dense({ units: 5, activation: "tanh" }),
      dense({ units: 1 }),
    ]);
    const y = source.take([0], 1).take([2], 2).reshape([50]);
    const model = await neuralNetwork({ network, ...quick }).fit(source, y.reshape([50, 1]));
    const before = JSON.stringify(model);
    const seen = (rows: NDArray) =>
      rows.map((value, at) => (Math.floor(at / 6) % 2 === 0 ? 5 + 3 * value : 0.1 * value - 9));
    const adapted = adaptStatistics(model, { source, target: seen(source) });
    expect(adapted.predict(seen(source))).toBeClose(model.predict(source), { absolute: 1e-9 });
    expect(model.predict(seen(source))).not.toBeClose(model.predict(source), { absolute: 0.1 });
    expect(JSON.stringify(model)).toBe(before);
    const again = loadNeuralNetwork(JSON.parse(JSON.stringify(adapted)));
    expect(again.predict(source).data).toEqual(adapted.predict(source).data);
  });

  test("names what is wrong", async () => {
    const X = randomStream(1).normals([10, 2]);
    const model = await mlp({ hidden: [4], ...quick }).fit(X, X.column(0));
    expect(() => adaptStatistics(model, { source: X } as never)).toThrow(/adaptStatistics: target/);
    expect(() => adaptStatistics(model, { source: X, target: X.slice(0, 1) })).toThrow(/target has 1 rows, too few/);
    expect(() => adaptStatistics(model, { source: X.take([0], 1), target: X })).toThrow(
      /adaptStatistics: source has shape \[10, 1\]/,
    );
    const bad = X.map((value, at) => (at === 3 ? Number.NaN : value));
    expect(() => adaptStatistics(model, { source: bad, target: X })).toThrow(/adaptStatistics: source is NaN in row 1/);
    const moving = neuralOde({ dynamics: sequential([dense({ units: 2 })]), duration: 1, steps: 2 });
    const moved = await neuralNetwork({ network: moving, ...quick }).fit(X, X);
    expect(() => adaptStatistics(moved, { source: X, target: X })).toThrow(/uses 0.weights more than once/);
  });
});
