import { asArray, type NDArray, randomStream } from "@mesoscope/core";
import { installRunContext, StopError } from "@mesoscope/sdk";
import { featureAttribution, integratedGradients, occlusion, saliency } from "@mesoscope/surrogate";
import {
  add,
  evaluate,
  floor,
  gather,
  matmul,
  mean,
  multiply,
  relu,
  reshape,
  scatterAdd,
  square,
  sum,
  type Tensor,
  tanh,
  tensor,
} from "@mesoscope/tensor";
import { afterEach, describe, expect, test } from "vitest";
import "../../contract/close.ts";

const stream = randomStream(8);
const [first, second] = [stream.normals([4, 10]), stream.normals([10, 1])];
const network = (x: Tensor) => matmul(tanh(matmul(x, first)), second);
const X = stream.normals([5, 4]);
const device = "reference";
const rowSums = (values: NDArray) => sumRows(values.toArray() as number[][]);
const sumRows = (rows: number[][]) => rows.map((row) => row.reduce((a, b) => a + b, 0));

describe("integratedGradients", () => {
  afterEach(() => installRunContext(undefined));

  test("is complete: entries add up to the prediction less that of the baseline", async () => {
    const baseline = [0.5, -1, 0.2, 0];
    const found = await integratedGradients(network, { baseline, device })(X);
    const [values, base] = [evaluate(network, X), evaluate(network, [baseline])];
    expect(rowSums(found)).toBeClose(
      values.reshape([5]).map((value) => value - base.data[0]),
      { relative: 1e-10 },
    );
  });

  test("is the integral along the way", async () => {
    const found = await integratedGradients(network, { device })(X);
    // Central differences of the path, 4000 midpoints.
    const [count, h] = [4000, 1e-5];
    const at = (share: number, moved: number, by: number) =>
      evaluate(network, [Array.from(X.row(2).data, (value, j) => share * value + (j === moved ? by : 0))]).data[0];
    for (const j of [0, 3]) {
      let total = 0;
      for (let k = 0; k < count; k++) {
        const share = (k + 0.5) / count;
        total += (at(share, j, h) - at(share, j, -h)) / (2 * h * count);
      }
      expect(found.get(2, j)).toBeClose(total * X.get(2, j), { relative: 1e-6 });
    }
  });

  test("treats rows one by one, ignores what does not matter, and is exact for lines with one step", async () => {
    const whole = await integratedGradients(network, { device })(X);
    const alone = await integratedGradients(network, { device })(X.slice(3, 4));
    expect(alone).toBeClose(whole.slice(3, 4));
    const half = await integratedGradients((x: Tensor) => sum(multiply(tanh(x), [1, 0, 2, 0]), 1), { device })(X);
    expect(Array.from(half.column(1).data).map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
    const straight = await integratedGradients((x: Tensor) => sum(multiply(x, [1, -2, 3, 4]), 1), { steps: 1, device })(
      X,
    );
    expect(straight).toBeClose(X.map((value, at) => value * [1, -2, 3, 4][at % 4]));
  });

  test("comes nearer with more steps where there are kinks", async () => {
    const kinked = (x: Tensor) => matmul(relu(add(matmul(x, first), 0.3)), second);
    const gap = async (steps: number) => {
      const found = rowSums(await integratedGradients(kinked, { steps, device })(X));
      const [values, base] = [evaluate(kinked, X), evaluate(kinked, [[0, 0, 0, 0]])];
      return Math.max(...found.map((value, i) => Math.abs(value - values.data[i] + base.data[0])));
    };
    expect(await gap(200)).toBeLessThan(0.1 * (await gap(5)));
    expect(await gap(200)).toBeLessThan(0.01);
  });

  test("gives the same on the device in use, to its precision", async () => {
    const explain = integratedGradients(network);
    expect(await explain(X)).toBeClose(await integratedGradients(network, { device })(X), { absolute: 1e-5 });
    expect((await explain(X.slice(0, 2))).shape).toEqual([2, 4]);
    explain.dispose();
  });

  test("takes a baseline for each leaf of a tree, or one number for all", async () => {
    const f = ({ a, b }: { a: Tensor; b: Tensor }) => add(sum(square(a), 1), sum(b, 1));
    const x = { a: [[1, 2]], b: [[3]] };
    const found = await integratedGradients(f, { baseline: { a: [[1, 0]], b: [[1]] }, device })(x);
    expect(found.a).toBeClose([[0, 4]], { absolute: 1e-12 });
    expect(found.b).toBeClose([[2]]);
    const ones = await integratedGradients(f, { baseline: 1, device })(x);
    expect(ones.a).toBeClose([[0, 3]], { absolute: 1e-12 });
    await expect(integratedGradients(f, { baseline: { a: [[1, 0]] } as never, device })(x)).rejects.toThrow(
      /the baseline has no b/,
    );
  });

  test("can be stopped, and names what is wrong", async () => {
    expect(() => integratedGradients(network, { steps: 0 })).toThrow(/steps is 0/);
    const two = (x: Tensor) => matmul(x, first);
    await expect(integratedGradients(two, { device })(X)).rejects.toThrow(/gives \[5, 10\] for 5 rows/);
    installRunContext({
      tick: (step) => (step === 3 ? Promise.reject(new StopError("STOPPED", "stopped")) : undefined),
      display: () => Promise.reject(new Error("nothing is shown")),
      clearOutput: () => {},
      input: () => Promise.reject(new Error("nothing is asked")),
    });
    await expect(integratedGradients(network, { device })(X)).rejects.toThrow(StopError);
  });
});

describe("featureAttribution", () => {
  test("adds up over the features of each time step", async () => {
    const series = stream.normals([3, 6, 2]);
    const weights = asArray([[0], [0], [1], [0], [-2], [0]]);
    const f = (x: Tensor) => sum(multiply(tanh(x), weights), [1, 2]);
    const found = await featureAttribution(f, { device })(series);
    expect(found.shape).toEqual([3, 6]);
    const parts = await integratedGradients(f, { device })(series);
    expect(found.get(1, 4)).toBeClose(parts.get(1, 4, 0) + parts.get(1, 4, 1));
    expect(found.get(1, 3)).toBeClose(0);
    expect(rowSums(found)).toBeClose(evaluate(f, series), { relative: 1e-10 });
  });

  test("tells nodes and edges of a graph apart", async () => {
    // Three nodes in a row, edges 0 → 1 → 2; the prediction is what arrives at node 2.
    const [senders, receivers] = [tensor([0, 1], "integer"), tensor([1, 2], "integer")];
    const f = ({ nodes, edges }: { nodes: Tensor; edges: Tensor }) => {
      const [node, edge] = [reshape(nodes, [3, 2]), reshape(edges, [2, 2])];
      const messages = tanh(add(gather(node, senders), edge));
      const arrived = scatterAdd(messages, receivers, 0, 3);
      return reshape(sum(gather(arrived, tensor([2], "integer"))), [1]);
    };
    const graph = { nodes: stream.normals([1, 3, 2]), edges: stream.normals([1, 2, 2]) };
    const found = await featureAttribution(f, { device })(graph);
    expect([found.nodes.shape, found.edges.shape]).toEqual([
      [1, 3],
      [1, 2],
    ]);
    expect(found.nodes.data[0]).toBeClose(0);
    expect(found.nodes.data[2]).toBeClose(0);
    expect(found.edges.data[0]).toBeClose(0);
    expect(Math.abs(found.nodes.data[1])).toBeGreaterThan(0.01);
    expect(found.nodes.data[1] + found.edges.data[1]).toBeClose(evaluate(f, graph).data[0], { relative: 1e-10 });
  });
});

describe("saliency", () => {
  test("is the magnitude of the slope", async () => {
    const found = await saliency(network, { device })(X);
    const h = 1e-5;
    const moved = (by: number) =>
      evaluate(
        network,
        X.map((value, at) => value + (at === 6 ? by : 0)),
      ).data[1];
    expect(found.data[6]).toBeClose(Math.abs(moved(h) - moved(-h)) / (2 * h), { relative: 1e-7 });
    expect(found.data.every((value) => value >= 0)).toBe(true);
    expect(await saliency(network)(X)).toBeClose(found, { absolute: 1e-5 });
  });

  test("takes trees, and names what is wrong", async () => {
    const f = ({ a, b }: { a: Tensor; b: Tensor }) => sum(multiply(a, b), 1);
    const found = await saliency(f, { device })({ a: [[1, -2]], b: [[3, 4]] });
    expect(found.b.data).toEqual(Float64Array.of(1, 2));
    expect(() => saliency(f, { divice: 1 } as never)).toThrow(/Did you mean device/);
    await expect(saliency((x: Tensor) => x, { device })(X)).rejects.toThrow(/gives \[5, 4\] for 5 rows/);
  });
});

describe("occlusion", () => {
  test("is what hiding an entry takes away", async () => {
    const baseline = [0.1, 0.2, 0.3, 0.4];
    const found = await occlusion(network, { baseline, device })(X);
    const values = evaluate(network, X).data;
    const hidden = evaluate(
      network,
      X.map((value, at) => (at % 4 === 2 ? 0.3 : value)),
    ).data;
    expect(found.column(2)).toBeClose(
      values.map((value, i) => value - hidden[i]),
      { relative: 1e-12, absolute: 1e-14 },
    );
  });

  test("hides windows, and shorter ones at the end", async () => {
    const images = stream.normals([2, 3, 5]);
    const f = (x: Tensor) => mean(square(x), [1, 2]);
    const found = await occlusion(f, { window: [3, 2], device })(images);
    for (const [from, to] of [
      [0, 2],
      [2, 4],
      [4, 5],
    ]) {
      let total = 0;
      for (let i = 0; i < 3; i++) for (let j = from; j < to; j++) total += images.get(1, i, j) ** 2 / 15;
      for (let i = 0; i < 3; i++) for (let j = from; j < to; j++) expect(found.get(1, i, j)).toBeClose(total);
    }
  });

  test("sees jumps, which gradients do not", async () => {
    const jump = (x: Tensor) => sum(floor(x), 1);
    expect((await occlusion(jump, { device })([[2.5, 0.5]])).data).toEqual(Float64Array.of(2, 0));
    expect(Array.from((await saliency(jump, { device })([[2.5, 0.5]])).data)).toEqual([0, 0]);
  });

  test("names what is wrong", async () => {
    expect(() => occlusion(network, { window: [0] })).toThrow(/window has a length of 0/);
    await expect(occlusion(network, { window: [1, 1], device })(X)).rejects.toThrow(
      /window has 2 lengths but a row has/,
    );
    await expect(occlusion((x) => sum(x), { device })(X)).rejects.toThrow(/gives \[\] for 5 rows/);
    await expect(occlusion(network, { device })([1, 2])).rejects.toThrow(/the input has shape \[2\]/);
  });
});
