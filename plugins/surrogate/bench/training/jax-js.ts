/** Trains one case in jax-js on its WebAssembly device and prints its times as JSON: `node jax-js.ts CASE THREADS SECONDS`. */
import { defaultDevice, init, jit, jvp, numpy as np, random, valueAndGrad } from "@jax-js/jax";
import { timeSteps } from "./time-steps.ts";

// biome-ignore lint/suspicious/noExplicitAny: arrays of jax-js, which count their uses by hand
type Values = any;
type Network = readonly Values[];

let drawn = 0;
const normals = (shape: number[]) => random.normal(random.key(drawn++), shape);
const uniforms = (shape: number[]) => random.uniform(random.key(drawn++), shape);

function network(inputs: number, outputs: number, width: number, hidden: number): Network {
  const sizes = [inputs, ...new Array<number>(hidden).fill(width), outputs];
  return sizes.slice(1).flatMap((to, i) => [normals([sizes[i]!, to]).mul(1 / Math.sqrt(sizes[i]!)), np.zeros([to])]);
}

function apply(parameters: Network, x: Values): Values {
  let y = x;
  for (let i = 0; i < parameters.length; i += 2) {
    y = np.matmul(y, parameters[i]).add(parameters[i + 1]);
    if (i + 2 < parameters.length) y = np.tanh(y);
  }
  return y;
}

const meanSquare = (a: Values, b: Values) => np.mean(np.square(a.sub(b)));

function burgers(parameters: Network, [t, x]: readonly Values[]): Values {
  const u = (time: Values, at: Values) =>
    apply(
      parameters.map((one) => one.ref),
      np.concatenate([time, at], 1),
    );
  const [one, zero] = [() => np.ones([10_000, 1]), () => np.zeros([10_000, 1])];
  const slope = (time: Values, at: Values) => jvp(u, [time, at], [zero(), one()])[1];
  const [here, ut] = jvp(u, [t.ref, x.ref], [one(), zero()]) as [Values, Values];
  const [ux, uxx] = jvp(slope, [t, x.ref], [zero(), one()]) as [Values, Values];
  const residual = ut.add(here.mul(ux)).sub(uxx.mul(0.01 / Math.PI));
  const start = apply(parameters, np.concatenate([zero(), x.ref], 1));
  return np.mean(np.square(residual)).add(meanSquare(start, np.sin(x.mul(Math.PI)).neg()));
}

const cases: Readonly<Record<string, () => { start: Network; data: readonly Values[]; loss: typeof burgers }>> = {
  mlp: () => {
    const x = normals([256, 8]);
    const y = np.sin(np.sum(x.ref, 1, { keepdims: true }));
    return { start: network(8, 1, 64, 4), data: [x, y], loss: (given, [a, b]) => meanSquare(apply(given, a), b) };
  },
  pinn: () => ({
    start: network(2, 1, 20, 8),
    data: [uniforms([10_000, 1]), uniforms([10_000, 1]).mul(2).sub(1)],
    loss: burgers,
  }),
};

await init("wasm");
defaultDevice("wasm");
const [name, , seconds] = process.argv.slice(2);
const { start, data, loss } = cases[name!]!();
const withGradient = valueAndGrad(loss as never) as unknown as (
  parameters: Network,
  data: readonly Values[],
) => Values[];
const update: (...given: Values[]) => Values[] = jit(
  (p: Values[], m: Values[], v: Values[], first: Values, second: Values, given: Values[]) => {
    const [value, gradient] = withGradient(
      p.map((one) => one.ref),
      given,
    );
    const means = m.map((one, i) => one.mul(0.9).add(gradient[i].ref.mul(0.1)));
    const squares = v.map((one, i) => one.mul(0.999).add(np.square(gradient[i]).mul(0.001)));
    const next = p.map((one, i) => {
      const size = np.sqrt(squares[i].ref.mul(second.ref)).add(1e-8);
      return one.sub(means[i].ref.mul(first.ref).div(size).mul(1e-3));
    });
    first.dispose();
    second.dispose();
    return [value, next, means, squares];
  },
) as never;

let [p, count] = [[...start], 0];
let [m, v] = [p.map((one) => np.zeros(one.shape)), p.map((one) => np.zeros(one.shape))];
async function once(): Promise<number> {
  count++;
  const scales = [0.9, 0.999].map((memory) => np.array(1 / (1 - memory ** count)));
  const [value, ...next] = update(
    p,
    m,
    v,
    ...scales,
    data.map((one) => one.ref),
  );
  [p, m, v] = next as [Values[], Values[], Values[]];
  return (await value.data())[0];
}
await timeSteps(once, Number(seconds), "cpu");
process.exit(0);
