import { matmul, NDArray, randomStream } from "@mesoscope/core";
import {
  attention,
  coordinates,
  countParameters,
  defineLayer,
  dense,
  dropout,
  embedding,
  equivariantMessagePassing,
  exchangeAxes,
  fourierFeatures,
  graphNetwork,
  loadLayer,
  messagePassing,
  packGraphs,
  patches,
  positions,
  randomFeatures,
  residual,
  sequential,
  spectralConvolution,
  upsample,
} from "@mesoscope/surrogate";
import { evaluate, multiply, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { drawn, onArrays } from "../arrays.ts";
import "../../contract/close.ts";

describe("spectralConvolution", () => {
  const wave = (points: number) =>
    new NDArray(
      Float64Array.from({ length: points ** 2 }, (_, at) => {
        const [x, y] = [Math.floor(at / points) / points, (at % points) / points].map((u) => 2 * Math.PI * u);
        return 1 + Math.sin(x) * Math.cos(2 * y) + 0.5 * Math.cos(3 * x - y);
      }),
      [1, 1, points, points],
    );

  test("gives the same field on a finer grid", () => {
    const run = onArrays(spectralConvolution({ channels: 2, modes: 4 }));
    const [coarse, fine] = [run(wave(12)), run(wave(24))];
    const everyOther = Array.from({ length: 12 }, (_, i) => 2 * i);
    expect(fine.take(everyOther, 2).take(everyOther, 3)).toBeClose(coarse, { absolute: 1e-12 });
    expect(Math.max(...coarse.data)).toBeGreaterThan(0.1);
  });

  test("needs two points for each mode", () => {
    expect(() => spectralConvolution({ channels: 1, modes: 4 }).outputShape([1, 7])).toThrow(
      "spectralConvolution: the input has shape [1, 7]. Give at least 8 points for 4 modes.",
    );
  });
});

describe("attention", () => {
  const x = drawn([1, 6, 4]);
  const changed = x.map((value, at) => (at >= 16 ? value + 1 : value));
  const firstPlaces = (y: NDArray) => y.data.slice(0, 16);

  test("that is causal does not look ahead", () => {
    const run = onArrays(attention({ heads: 2, causal: true }));
    expect(firstPlaces(run(changed))).toEqual(firstPlaces(run(x)));
  });

  test("that is not causal looks everywhere", () => {
    const run = onArrays(attention({ heads: 2 }));
    const [before, after] = [firstPlaces(run(x)), firstPlaces(run(changed))];
    expect(after.every((value, i) => value !== before[i])).toBe(true);
  });

  test("sees places as a set, unless their positions are added", () => {
    const order = [2, 0, 5, 1, 4, 3];
    const run = onArrays(attention({ heads: 2 }));
    expect(run(x.take(order, 1))).toBeClose(run(x).take(order, 1), { absolute: 1e-12 });
    const placed = onArrays(sequential([positions(), attention({ heads: 2 })]));
    const apart = placed(x.take(order, 1)).map(
      (value: number, at: number) => value - placed(x).take(order, 1).data[at],
    );
    expect(Math.max(...apart.data)).toBeGreaterThan(1e-3);
  });
});

describe("graphs", () => {
  const edges: [number, number][] = [
    [0, 1],
    [1, 0],
    [1, 2],
    [2, 3],
    [3, 1],
    [3, 0],
  ];
  const graph = {
    nodes: drawn([4, 3], 1),
    edges: drawn([6, 2], 2),
    senders: edges.map(([from]) => from),
    receivers: edges.map(([, to]) => to),
    positions: drawn([4, 3], 3),
  };
  /** The graph with node `i` under the number `order[i]`, and its edges in another order. */
  const renumbered = (order: readonly number[], edgeOrder: readonly number[]) => {
    const back = order.map((_, i) => order.indexOf(i));
    return {
      nodes: graph.nodes.take(back),
      positions: graph.positions.take(back),
      edges: graph.edges.take(edgeOrder),
      senders: edgeOrder.map((e) => order[graph.senders[e]]),
      receivers: edgeOrder.map((e) => order[graph.receivers[e]]),
    };
  };
  const order = [2, 0, 3, 1];
  const other = renumbered(order, [5, 3, 1, 0, 2, 4]);
  const only = (name: "nodes" | "positions", found: Record<string, NDArray>) => found[name].row(0);

  test.each([
    ["messagePassing", messagePassing({ hidden: [5] })],
    ["equivariantMessagePassing", equivariantMessagePassing({ hidden: [5] })],
  ])("%s does not depend on how nodes and edges are numbered", (_name, layer) => {
    const run = onArrays(layer);
    const [first, second] = [run(packGraphs([graph])), run(packGraphs([other]))];
    for (const name of ["nodes", "positions"] as const) {
      expect(only(name, second).take(order)).toBeClose(only(name, first), { absolute: 1e-12 });
    }
    expect(only("nodes", first).data).not.toEqual(graph.nodes.data);
  });

  test("equivariantMessagePassing turns, mirrors and shifts with the graph", () => {
    const run = onArrays(equivariantMessagePassing({ hidden: [6] }));
    const [a, b] = [0.7, -1.9];
    const turn = (p: ArrayLike<number>) => {
      const [x, y] = [Math.cos(a) * p[0] - Math.sin(a) * p[1], Math.sin(a) * p[0] + Math.cos(a) * p[1]];
      return [Math.cos(b) * x - Math.sin(b) * p[2] + 3, -y - 2, Math.sin(b) * x + Math.cos(b) * p[2] + 0.5];
    };
    const turned = (points: NDArray) => [0, 1, 2, 3].map((i) => turn(points.row(i).data));
    const first = run(packGraphs([graph]));
    const second = run(packGraphs([{ ...graph, positions: turned(graph.positions) }]));
    expect(only("nodes", second)).toBeClose(only("nodes", first), { absolute: 1e-12 });
    expect(only("positions", second)).toBeClose(turned(only("positions", first)), { absolute: 1e-12 });
    expect(only("positions", first).data).not.toEqual(graph.positions.data);
  });

  test("are the same alone and filled up beside a larger one", () => {
    const network = graphNetwork({ features: 4, rounds: 2, outputs: 2, of: "graphs" });
    const large = {
      ...graph,
      nodes: drawn([6, 3], 4),
      positions: drawn([6, 3], 5),
      edges: drawn([9, 2], 6),
      senders: [0, 1, 2, 3, 4, 5, 0, 1, 2],
      receivers: [1, 2, 3, 4, 5, 0, 3, 4, 5],
    };
    const run = onArrays(network);
    const alone = [run(packGraphs([graph])), run(packGraphs([large]))];
    const together = run(packGraphs([graph, large]));
    expect(together.row(0)).toBeClose(alone[0].row(0), { absolute: 1e-12 });
    expect(together.row(1)).toBeClose(alone[1].row(0), { absolute: 1e-12 });
  });

  test("packGraphs names edges that end nowhere, and features that differ", () => {
    expect(() => packGraphs([graph, { ...graph, receivers: [1, 0, 2, 3, 1, 4] }])).toThrow(
      "packGraphs: an edge of graph 1 ends at node 4 of 4. Count nodes from 0 to 3.",
    );
    expect(() => packGraphs([graph, { ...graph, nodes: drawn([4, 2]) }])).toThrow(
      "packGraphs: nodes of graph 1 have 2 features but those of graph 0 have 3. Give as many.",
    );
  });
});

describe("dropout", () => {
  const layer = sequential([dropout({ share: 0.25 }), dropout({ share: 0.25 })]);
  const train = (key: number) =>
    evaluate(
      (x: Tensor, at: Tensor) => layer.apply([{}, {}] as never, x, { training: true, key: at }),
      new NDArray(new Float64Array(4000).fill(1), [1, 4000]),
      key,
    );

  test("keeps the mean, in two layers that do not draw the same", () => {
    const values = train(5).data;
    const kept = values.filter((value) => value > 0);
    expect(Math.abs(kept.length / 4000 - 0.75 ** 2)).toBeLessThan(0.03);
    expect(kept.every((value) => Math.abs(value - 1 / 0.75 ** 2) < 1e-12)).toBe(true);
  });

  test("draws by the key alone, and does nothing in prediction", () => {
    expect(train(5).data).toEqual(train(5).data);
    expect(train(6).data).not.toEqual(train(5).data);
    const x = drawn([1, 9]);
    expect(onArrays(layer)(x).data).toEqual(x.data);
    expect(() => evaluate((given: Tensor) => layer.apply([{}, {}] as never, given, { training: true }), x)).toThrow(
      "dropout: the context has no key. Give one, another in each step.",
    );
  });
});

describe("small layers", () => {
  test("patches keep every entry together with its patch", () => {
    const image = new NDArray(
      Float64Array.from({ length: 2 * 4 * 6 }, (_, i) => i),
      [1, 2, 4, 6],
    );
    const cut = onArrays(patches({ size: [2, 3] }))(image);
    expect(cut.shape).toEqual([1, 4, 12]);
    expect([...cut.row(0).row(1).data]).toEqual([3, 4, 5, 9, 10, 11, 27, 28, 29, 33, 34, 35]);
  });

  test("upsample repeats, exchangeAxes exchanges, coordinates go from 0", () => {
    const x = new NDArray(Float64Array.of(1, 2), [1, 1, 2]);
    expect([...onArrays(upsample({ factor: 2 }))(x).data]).toEqual([1, 1, 2, 2]);
    expect(onArrays(exchangeAxes())(x).shape).toEqual([1, 2, 1]);
    expect([...onArrays(coordinates())(x).data]).toEqual([1, 2, 0, 0.5]);
  });

  test("embedding gives each symbol its row", () => {
    const found = onArrays(embedding({ symbols: 3, features: 2 }))(new NDArray(Float64Array.of(2, 0, 2), [1, 3]));
    expect(found.shape).toEqual([1, 3, 2]);
    expect(found.row(0).row(0).data).toEqual(found.row(0).row(2).data);
    expect(found.row(0).row(0).data).not.toEqual(found.row(0).row(1).data);
  });

  test("fourierFeatures lie on circles", () => {
    const found = onArrays(fourierFeatures({ waves: 3 }))(drawn([5, 2]));
    for (let i = 0; i < 5; i++) {
      for (let k = 0; k < 3; k++) expect(Math.hypot(found.get(i, k), found.get(i, k + 3))).toBeCloseTo(1, 12);
    }
  });

  test("weights keep the variance of signals through many layers", () => {
    for (const activation of ["relu", "tanh", "gelu"] as const) {
      const deep = sequential(Array.from({ length: 6 }, () => dense({ units: 100, activation })));
      const { data } = onArrays(deep)(drawn([20, 100]));
      const size = Math.sqrt(data.reduce((total: number, value: number) => total + value ** 2, 0) / data.length);
      expect(size).toBeGreaterThan(0.2);
      expect(size).toBeLessThan(2);
    }
  });
});

describe("sequential", () => {
  test("names the layer whose input does not fit", () => {
    const network = sequential([
      dense({ units: 8 }),
      residual(sequential([dense({ units: 4 }), attention({ heads: 2 })])),
    ]);
    expect(() => network.outputShape([3])).toThrow(
      "layer 2 (parallel), layer 2 (sequential), layer 2 (attention), attention: the input has shape [4]. " +
        "Give [places, features] with features that divide into 2 heads.",
    );
    expect(() => network.parameters([3], randomStream(0))).toThrow("layer 2 (parallel)");
  });

  test("draws parameters of each layer by itself", () => {
    const one = sequential([dense({ units: 3 })]).parameters([2], randomStream(4));
    const two = sequential([dense({ units: 3 }), dense({ units: 3 })]).parameters([2], randomStream(4));
    expect((two as (typeof one)[]).slice(0, 1)).toEqual(one);
    expect(countParameters(two)).toBe(9 + 12);
  });

  test("takes layers of one's own", () => {
    const double = defineLayer(
      "double",
      {},
      {
        outputShape: (input) => input,
        parameters: () => ({}),
        apply: (_parameters, x) => multiply(2, x),
      },
    );
    expect([...onArrays(sequential([double, double]))(drawn([1, 2])).data]).toEqual(
      [...drawn([1, 2]).data].map((value) => 4 * value),
    );
  });
});

describe("randomFeatures", () => {
  const x = drawn([6, 3]);
  const products = (waves: number, lengthScale: number, seed = 0) => {
    const features = onArrays(randomFeatures({ waves, lengthScale, seed }))(x) as NDArray;
    return matmul(features, features.transpose());
  };

  test("have a Gaussian kernel for their inner products", () => {
    const kernel = products(8, 1.5).map((_, at) => {
      const [a, b] = [x.row(Math.floor(at / 6)).data, x.row(at % 6).data];
      return Math.exp(-a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0) / (2 * 1.5 ** 2));
    });
    const worst = (waves: number) =>
      Math.max(...products(waves, 1.5).map((v, at) => Math.abs(v - kernel.data[at])).data);
    expect(worst(20000)).toBeLessThan(0.03);
    expect(worst(8)).toBeGreaterThan(0.1);
    expect(products(8, 1.5).get(2, 2)).toBeClose(1);
  });

  test("are those of their seed, without parameters", () => {
    expect(products(8, 1).data).toEqual(products(8, 1).data);
    expect(products(8, 1, 1).data).not.toEqual(products(8, 1).data);
    const layer = randomFeatures({ waves: 8 });
    expect(countParameters(layer.parameters([3], randomStream(0)))).toBe(0);
    expect(loadLayer(JSON.parse(JSON.stringify(layer))).outputShape([5, 3])).toEqual([5, 16]);
    expect(() => randomFeatures({ waves: 8, lengthScale: 0 })).toThrow(/lengthScale is 0/);
  });
});
