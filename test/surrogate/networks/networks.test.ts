import { type NDArray, randomStream } from "@mesoscope/core";
import {
  aspp,
  autoencoder,
  countParameters,
  deepOperator,
  equivariantGraphNetwork,
  featurePyramid,
  fourierOperator,
  graphNetwork,
  imageDecoder,
  imageEncoder,
  type Layer,
  loadLayer,
  mlpLayers,
  multiScaleDense,
  neuralOde,
  packGraphs,
  recurrent,
  transformer,
  unet,
  variationalAutoencoder,
} from "@mesoscope/surrogate";
import { add, compile, evaluate, grad, square, sum, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { drawn, onArrays } from "../arrays.ts";
import "../../contract/close.ts";

const image = drawn([2, 1, 8, 8]);
const series = drawn([2, 8, 3]);
const graphs = packGraphs(
  [4, 3].map((n) => ({
    nodes: drawn([n, 2], n),
    positions: drawn([n, 3], n + 10),
    edges: drawn([n, 1], n + 20),
    senders: Array.from({ length: n }, (_, i) => i),
    receivers: Array.from({ length: n }, (_, i) => (i + 1) % n),
  })),
);
const small = { features: 3, rounds: 2, outputs: 2 };
const size = { shape: [1, 8, 8], latent: 4, channels: 2 };

// biome-ignore lint/suspicious/noExplicitAny: layers and arrays, and trees of them
const networks: Readonly<Record<string, readonly [layer: Layer<any, any>, x: any, output: any]>> = {
  mlpLayers: [mlpLayers({ hidden: [4], outputs: 2, dropout: 0.5 }), drawn([2, 3]), [2]],
  unet: [unet({ channels: 2, outputs: 3, levels: 3, groups: 2 }), image, [3, 8, 8]],
  aspp: [aspp({ channels: 3 }), image, [3, 8, 8]],
  featurePyramid: [featurePyramid({ channels: [2, 3, 4], outputs: 5 }), image, [5, 8, 8]],
  multiScaleDense: [multiScaleDense({ depth: 4, outputs: 2, dilations: 3 }), image, [2, 8, 8]],
  fourierOperator: [fourierOperator({ channels: 2, modes: 3, outputs: 1 }), image, [1, 8, 8]],
  "fourierOperator, three axes": [
    fourierOperator({ channels: 2, modes: [1, 2, 2], outputs: 1 }),
    drawn([1, 1, 2, 4, 4]),
    [1, 2, 4, 4],
  ],
  deepOperator: [
    deepOperator({ branch: mlpLayers({ hidden: [4], outputs: 3 }), trunk: mlpLayers({ hidden: [4], outputs: 3 }) }),
    { functions: drawn([2, 5]), points: drawn([1, 6, 2]) },
    [6],
  ],
  transformer: [transformer({ features: 4, heads: 2, blocks: 1, outputs: 2, patch: [2, 4] }), series, [2]],
  "recurrent, lstm": [recurrent({ cell: "lstm", units: 3, outputs: 2, depth: 2 }), series, [2]],
  "recurrent, gru": [recurrent({ cell: "gru", units: 3, outputs: 2 }), series, [2]],
  graphNetwork: [graphNetwork({ ...small, of: "nodes" }), graphs, [5, 2]],
  equivariantGraphNetwork: [equivariantGraphNetwork({ ...small, of: "graphs" }), graphs, [2]],
  autoencoder: [autoencoder(size), image, [1, 8, 8]],
  variationalAutoencoder: [
    variationalAutoencoder({ encoder: imageEncoder({ ...size, latent: 8 }), decoder: imageDecoder(size) }),
    image,
    { reconstruction: [1, 8, 8], mean: [4], logVariance: [4] },
  ],
  neuralOde: [
    neuralOde({ dynamics: mlpLayers({ hidden: [3], outputs: 2 }), duration: 1, steps: 3, output: "all" }),
    drawn([2, 2]),
    [4, 2],
  ],
};

// biome-ignore lint/suspicious/noExplicitAny: arrays, and trees of them
const shapesOf = (x: any): any =>
  Array.isArray(x.shape)
    ? x.shape.slice(1)
    : Object.fromEntries(Object.entries(x).map(([name, part]) => [name, shapesOf(part)]));

describe("every network", () => {
  test.each(Object.entries(networks))(
    "%s gives what its shape rule says, finite, and the same after JSON",
    (_name, [layer, x, output]) => {
      expect(layer.outputShape(shapesOf(x))).toEqual(output);
      const found = onArrays(layer)(x);
      expect(shapesOf(found)).toEqual(output);
      expect(JSON.stringify(found)).not.toMatch(/null|NaN|Infinity/);
      const loaded = loadLayer(JSON.parse(JSON.stringify(layer)));
      expect(onArrays(loaded)(x)).toEqual(found);
      expect(loaded.toJSON()).toEqual(layer.toJSON());
    },
  );

  test.each(Object.entries(networks))(
    "%s has the same gradients on the device that is there",
    async (_name, [layer, x]) => {
      const parameters = layer.parameters(shapesOf(x), randomStream(1));
      const gradients = (tree: object, given: object) => {
        const size = (at: object) =>
          leavesOf(layer.apply(at as never, given, { training: false })).map((y) => sum(square(y)));
        return grad((at: object) => size(at).reduce(add))(tree);
      };
      const wanted = leavesOf<NDArray>(evaluate(gradients, parameters, x));
      const found = leavesOf<NDArray>(await compile(gradients)(parameters, x));
      expect(found.length).toBe(wanted.length);
      const largest = Math.max(...wanted.flatMap(({ data }) => Array.from(data, Math.abs)));
      for (const [i, values] of wanted.entries()) expect(found[i]).toBeClose(values, { absolute: 2e-5 * largest });
    },
  );
});

// biome-ignore lint/suspicious/noExplicitAny: trees of any form
function leavesOf<Leaf = Tensor>(tree: any): Leaf[] {
  return Array.isArray(tree.shape) ? [tree] : Object.values(tree).flatMap((part) => leavesOf<Leaf>(part));
}

describe("fourierOperator", () => {
  test("has the parameters of the shared case, 594 thousand with 24 channels, 8 modes and 4 blocks", () => {
    const operator = fourierOperator({ channels: 24, modes: 8, outputs: 1 });
    const count = countParameters(operator.parameters([1, 16, 16], randomStream(0)));
    expect(count).toBeGreaterThan(590_000);
    expect(count).toBeLessThan(598_000);
  });
});

describe("deepOperator", () => {
  test("gives the same for points of all functions and of each", () => {
    const [operator, { functions, points }] = networks.deepOperator;
    const run = onArrays(operator);
    const shared = run({ functions, points });
    const repeated = points.take([0, 0], 0);
    expect(run({ functions, points: repeated })).toBeClose(shared, { absolute: 1e-12 });
  });

  test("names features that differ", () => {
    const operator = deepOperator({
      branch: mlpLayers({ hidden: [], outputs: 3 }),
      trunk: mlpLayers({ hidden: [], outputs: 4 }),
    });
    expect(() => operator.outputShape({ functions: [5], points: [6, 2] })).toThrow(
      "deepOperator: the branch gives [3] and the trunk [6, 4]. Let them end in [features] and [points, features].",
    );
  });
});

describe("equivariantGraphNetwork", () => {
  test("sees mirrored graphs as the same", () => {
    const run = onArrays(networks.equivariantGraphNetwork[0]);
    const mirrored = graphs.positions!.map((value, at) => (at % 3 === 1 ? 2 - value : value));
    expect(run({ ...graphs, positions: mirrored })).toBeClose(run(graphs), { absolute: 1e-12 });
  });
});
