import {
  add,
  cholesky,
  covarianceMatrix,
  determinant,
  inverse,
  matmul,
  mean,
  NDArray,
  randomStream,
  subtract,
} from "@mesoscope/core";
import {
  applyOn,
  loadLayer,
  type NormalizingFlow,
  normalizingFlow,
  type ParameterTree,
  train,
} from "@mesoscope/surrogate";
import { adam, evaluate, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

type Tree = ParameterTree<NDArray>;

/** Latent numbers and densities, in 64-bit numbers. */
function normalized(flow: NormalizingFlow, parameters: Tree, x: NDArray) {
  const forward = (tree: Tensor, rows: Tensor) => flow.apply(tree, rows, { training: false });
  return evaluate(forward, parameters as never, x) as unknown as { latent: NDArray; logDensity: NDArray };
}

function inverted(flow: NormalizingFlow, parameters: Tree, latent: NDArray): NDArray {
  const back = (tree: Tensor, rows: Tensor) => flow.inverse(tree, rows, { training: false });
  return evaluate(back, parameters as never, latent);
}

/** Parameters as of a trained flow: also the gains, which start at 0, are drawn. */
function drawnParameters(flow: NormalizingFlow, shape: readonly number[]): Tree {
  const start = flow.parameters(shape, randomStream(3)) as readonly { network: Tree; gain: NDArray }[];
  return start.map(({ network, gain }, i) => ({ network, gain: randomStream(i).normals(gain.shape) }));
}

/** The tree with arrays where the file has their shapes and data. */
// biome-ignore lint/suspicious/noExplicitAny: a tree of any form
function arraysIn(tree: any): any {
  if (Array.isArray(tree)) return tree.map(arraysIn);
  if (Array.isArray(tree.shape)) return NDArray.fromJSON(tree);
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, arraysIn(part)]));
}

describe("normalizingFlow", () => {
  const cases = reference("surrogate/flow.json");

  test.each(["vectors", "fields"])("has the latent numbers and densities of PyTorch for %s", (name) => {
    const { options, ...arrays } = cases[name];
    const { parameters, x, latent, logDensity } = arraysIn(arrays);
    const found = normalized(normalizingFlow(options), parameters, x);
    expect(found.latent).toBeClose(latent, { relative: 1e-12, absolute: 1e-12 });
    expect(found.logDensity).toBeClose(logDensity, { relative: 1e-11 });
  });

  test.each([[[6]], [[1, 7]], [[2, 5, 4]]])("gives rows of shape %j back from their latent numbers", (shape) => {
    const flow = normalizingFlow({ couplings: 6, hidden: [8] });
    const parameters = drawnParameters(flow, shape);
    const x = randomStream(9).normals([10, ...shape]);
    const { latent } = normalized(flow, parameters, x);
    expect(inverted(flow, parameters, latent)).toBeClose(x, { absolute: 1e-12, relative: 1e-12 });
    expect(Math.max(...latent.map((value, at) => Math.abs(value - x.data[at])).data)).toBeGreaterThan(0.5);
  });

  test("has the determinant of the numerical Jacobian", () => {
    const flow = normalizingFlow({ couplings: 4, hidden: [6] });
    const parameters = drawnParameters(flow, [3]);
    const x = randomStream(2).normals([1, 3]);
    const slopes = Float64Array.from({ length: 9 }, (_, at) => {
      const [row, column] = [Math.floor(at / 3), at % 3];
      const step = 1e-5;
      const moved = (by: number) =>
        normalized(
          flow,
          parameters,
          x.map((value, j) => value + (j === column ? by : 0)),
        ).latent.data[row];
      return (moved(step) - moved(-step)) / (2 * step);
    });
    const { latent, logDensity } = normalized(flow, parameters, x);
    const ofLatent = latent.data.reduce((sum, z) => sum - z ** 2 / 2 - Math.log(2 * Math.PI) / 2, 0);
    const numerical = Math.log(determinant(new NDArray(slopes, [3, 3])));
    expect(logDensity.data[0] - ofLatent).toBeClose(numerical, { absolute: 1e-7 });
    expect(Math.abs(numerical)).toBeGreaterThan(0.01);
  });

  test("has a density that integrates to 1", () => {
    const flow = normalizingFlow({ couplings: 4, hidden: [6] });
    const parameters = drawnParameters(flow, [2]);
    const [points, reach] = [401, 16];
    const step = (2 * reach) / (points - 1);
    const at = (k: number) => k * step - reach;
    const grid = Float64Array.from({ length: 2 * points ** 2 }, (_, i) => {
      const row = i >> 1;
      return at(i % 2 === 0 ? row % points : Math.floor(row / points));
    });
    const { logDensity } = normalized(flow, parameters, new NDArray(grid, [points ** 2, 2]));
    const total = logDensity.data.reduce((sum, value) => sum + Math.exp(value) * step ** 2, 0);
    expect(total).toBeClose(1, { absolute: 1e-4 });
  });

  test("learns two moons better than a normal distribution, and draws from them", async () => {
    const [seen, unseen] = [moons(1000, 1), moons(1000, 2)];
    const flow = normalizingFlow({ hidden: [32, 32] });
    const { parameters } = await train(
      {
        parameters: flow.parameters([2], randomStream(0)),
        rows: { x: seen },
        loss: (tree, rows, context) => flow.loss(tree, rows.x, context),
      },
      { epochs: 40, batchSize: 100, optimizer: adam({ learningRate: 5e-3 }) },
    );
    const { logDensity } = await applyOn(flow, parameters, unseen);
    expect(mean(logDensity)).toBeGreaterThan(normalLogLikelihood(seen, unseen) + 0.5);
    const draws = await flow.sample(parameters, { count: 1000, shape: [2] });
    const normals = randomStream(0).normals([1000, 2]);
    const normalDraws = add(matmul(normals, cholesky(covarianceMatrix(seen)).transpose()), mean(seen, 0));
    expect(shareFar(draws, seen)).toBeLessThan(shareFar(normalDraws, seen) / 3);
    expect((await flow.sample(parameters, { count: 1000, shape: [2] })).data).toEqual(draws.data);
    expect((await flow.sample(parameters, { count: 1000, shape: [2], seed: 1 })).data).not.toEqual(draws.data);
  });

  test("starts as shifts alone, comes back from JSON and names what is wrong", () => {
    const flow = normalizingFlow({ couplings: 2, hidden: [4] });
    const x = randomStream(1).normals([3, 4]);
    const { latent, logDensity } = normalized(flow, flow.parameters([4], randomStream(0)), x);
    const ofRow = (i: number) => latent.row(i).data.reduce((sum, z) => sum - z ** 2 / 2 - Math.log(2 * Math.PI) / 2, 0);
    expect(logDensity).toBeClose([0, 1, 2].map(ofRow));
    const again = loadLayer(JSON.parse(JSON.stringify(flow))) as unknown as NormalizingFlow;
    expect(normalized(again, flow.parameters([4], randomStream(0)), x).latent.data).toEqual(latent.data);
    expect(() => flow.outputShape([1])).toThrow(/at least 2 entries/);
    expect(() => flow.parameters([3, 1, 1], randomStream(0))).toThrow(/at least 2 entries/);
    expect(() => normalizingFlow({ couplings: 1 })).toThrow(/couplings is 1/);
    expect(() => normalizingFlow({ hidden: [0] })).toThrow(/hidden is 0/);
  });
});

/** Two half circles that reach into one another, with noise. */
function moons(count: number, seed: number): NDArray {
  const stream = randomStream(seed);
  const rows = Array.from({ length: count }, (_, i) => {
    const angle = Math.PI * stream.uniform();
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const [a, b] = i % 2 === 0 ? [x, y] : [1 - x, 0.5 - y];
    return [a - 0.5 + 0.1 * stream.normal(), 2 * (b - 0.25 + 0.1 * stream.normal())];
  });
  return new NDArray(Float64Array.from(rows.flat()), [count, 2]);
}

/** Of rows under the normal distribution with the mean and covariance of others, the mean. */
function normalLogLikelihood(seen: NDArray, rows: NDArray): number {
  const covariance = covarianceMatrix(seen);
  const centred = subtract(rows, mean(seen, 0) as NDArray);
  const squares = matmul(centred, inverse(covariance)).data.reduce(
    (sum, value, at) => sum + value * centred.data[at],
    0,
  );
  return -0.5 * (squares / rows.shape[0] + Math.log(determinant(covariance))) - Math.log(2 * Math.PI);
}

/** How many of the points have no row nearby. */
function shareFar(points: NDArray, rows: NDArray): number {
  const isFar = (_: unknown, i: number) => {
    const [x, y] = points.row(i).data;
    return !rows.column(0).data.some((other, k) => Math.hypot(other - x, rows.get(k, 1) - y) < 0.3);
  };
  return Array.from({ length: points.shape[0] }).filter(isFar).length / points.shape[0];
}
