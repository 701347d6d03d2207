import { randomStream } from "@mesoscope/core";
import {
  add,
  compile,
  derivative,
  lbfgs,
  matmul,
  mean,
  multiply,
  reshape,
  type Search,
  type SmoothObjective,
  type SmoothValue,
  sin,
  slice,
  square,
  ssBroyden,
  subtract,
  type Tensor,
  tanh,
  tensor,
  valueAndGrad,
} from "@mesoscope/tensor";
import { expect, test } from "vitest";
import "../../contract/close.ts";
import { bowl } from "./objectives.ts";

const widths = [1, 8, 8, 1];
const layers = widths.slice(1).map((outputs, l) => ({ inputs: widths[l]!, outputs }));
const count = layers.reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
const points = tensor(Array.from({ length: 40 }, (_, i) => [(2 * i - 39) / 40]));

/** Mean square of `u'' + π² sin(π x)` for `u = (1 − x²) network(x)`. */
function physicsLoss(parameters: Tensor): Tensor {
  const network = (x: Tensor) => {
    let at = 0;
    const take = (size: number) => {
      at += size;
      return slice(parameters, [at - size], [at]);
    };
    return layers.reduce((h, { inputs, outputs }, l) => {
      const sum = add(matmul(h, reshape(take(inputs * outputs), [inputs, outputs])), take(outputs));
      return l < layers.length - 1 ? tanh(sum) : sum;
    }, x);
  };
  const u = (x: Tensor) => multiply(subtract(1, square(x)), network(x));
  const bend = derivative(derivative(u))(points);
  return mean(square(add(bend, multiply(Math.PI ** 2, sin(multiply(Math.PI, points))))));
}

const compiled = compile((x: Tensor) => valueAndGrad(physicsLoss)(x), { precision: "double" });
const objective: SmoothObjective = (x) => compiled(x) as Promise<SmoothValue>;
const startOf = (seed: number) =>
  randomStream(seed)
    .normals(count)
    .data.map((entry) => entry / 2);

test.each([0, 1, 2])(
  "gets lower than lbfgs on a physics-informed network, with as many evaluations: seed %d",
  async (seed) => {
    const start = startOf(seed);
    const lowest = async (search: Search<SmoothValue>) => {
      while (search.evaluations < 400) await search.run(objective, 10);
      return search.value;
    };
    const [broyden, limited] = [await lowest(ssBroyden().start(start)), await lowest(lbfgs().start(start))];
    expect(broyden).toBeLessThan(limited);
  },
);

test.each([0, 1, 2])(
  "needs fewer than seven evaluations for four steps on a physics-informed network: seed %d",
  async (seed) => {
    const search = ssBroyden().start(startOf(seed));
    await search.run(objective, 300);
    expect(search.evaluations / search.iterations).toBeLessThan(7 / 4);
  },
);

test("copes with any condition, where lbfgs does not", async () => {
  const [full, limited] = [ssBroyden().start(new Float64Array(50)), lbfgs().start(new Float64Array(50))];
  await full.run(bowl(1e10), 300);
  await limited.run(bowl(1e10), 300);
  expect(full.point).toBeClose(new Float64Array(50).fill(1), { absolute: 1e-8 });
  expect(limited.value).toBeGreaterThan(1);
});

test("starts from a thousandth of the unit matrix where no step helps", async () => {
  const search = ssBroyden().start(new Float64Array(4));
  await search.run(bowl(1e4), 2);
  const opposite: SmoothObjective = (x) => ({
    value: -bowl(1e4)(x).value,
    gradient: bowl(1e4)(x).gradient,
  });
  expect(await search.run(opposite)).toMatchObject({ reason: "noDescent" });
  const { inverseHessian, updates } = search.toJSON().learned;
  expect(inverseHessian!.data).toEqual(Float64Array.of(1e-3, 0, 1e-3, 0, 0, 1e-3, 0, 0, 0, 1e-3));
  expect(updates!.data[0]).toBe(0);
});

test("says how much memory too many parameters would need", () => {
  expect(() => ssBroyden().start(new Float64Array(50_000))).toThrow(
    "ssBroyden.start: 50000 parameters need 10.0 GB for the inverse Hessian. Take lbfgs above 20000.",
  );
});
