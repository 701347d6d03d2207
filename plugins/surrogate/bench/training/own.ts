/** Trains one case and prints its times as JSON: `node own.ts CASE THREADS SECONDS CLOCK DEVICE`. */
import { NDArray, randomStream } from "@mesoscope/core";
import {
  convolution,
  dense,
  fourierOperator,
  type Layer,
  meanSquare,
  mlpLayers,
  sequential,
  transformerBlock,
  unet,
} from "@mesoscope/surrogate";
import {
  adam,
  add,
  compileStep,
  concatenate,
  derivative,
  divide,
  mean,
  multiply,
  negative,
  reshape,
  sin,
  sliceAlong,
  square,
  subtract,
  type Tensor,
  valueAndGrad,
} from "@mesoscope/tensor";
import { type Clock, timeSteps } from "./time-steps.ts";

type Data = Readonly<Record<string, Tensor>>;
interface Case {
  readonly network: Layer;
  readonly input: readonly number[];
  readonly data: Readonly<Record<string, NDArray>>;
  /** Into how many parts of the rows the loss is cut, so that tensors stay in the cache. */
  readonly chunks: number;
  loss(apply: (x: Tensor) => Tensor, rows: Data): Tensor;
}

const stream = randomStream(0);
const drawn = (...shape: number[]) => stream.normals(shape);
const regression = (apply: (x: Tensor) => Tensor, { x, y }: Data) => meanSquare(apply(x!), y!);
const viscosity = 0.01 / Math.PI;

const cases: Readonly<Record<string, () => Case>> = {
  mlp: () => {
    const x = drawn(256, 8);
    const y = new NDArray(
      Float64Array.from(x, (row: NDArray) => Math.sin(row.data.reduce((a, b) => a + b))),
      [256, 1],
    );
    const network = mlpLayers({ hidden: [64, 64, 64, 64], outputs: 1, activation: "tanh" });
    return { network, input: [8], data: { x, y }, chunks: 1, loss: regression };
  },
  pinn: () => ({
    network: mlpLayers({ hidden: new Array<number>(8).fill(20), outputs: 1, activation: "tanh" }),
    input: [2],
    data: { x: stream.uniforms([10_000, 1]).map((u) => 2 * u - 1), t: stream.uniforms([10_000, 1]) },
    chunks: 4,
    loss: burgers,
  }),
  conv: () => ({
    network: convolution({ channels: 16, kernel: 3 }),
    input: [16, 64, 64],
    data: { x: drawn(16, 16, 64, 64) },
    chunks: 4,
    loss: (apply, { x }) => mean(square(apply(x!))),
  }),
  unet: () => ({
    network: unet({ channels: 8, outputs: 1 }),
    input: [1, 64, 64],
    data: { x: drawn(16, 1, 64, 64), y: drawn(16, 1, 64, 64) },
    chunks: 4,
    loss: regression,
  }),
  fno: () => ({
    network: fourierOperator({ channels: 16, modes: 8, outputs: 1, blocks: 3 }),
    input: [1, 64, 64],
    data: { x: drawn(16, 1, 64, 64), y: drawn(16, 1, 64, 64) },
    chunks: 4,
    loss: regression,
  }),
  transformer: () => ({
    network: sequential([
      transformerBlock({ heads: 4, hidden: 256 }),
      transformerBlock({ heads: 4, hidden: 256 }),
      dense({ units: 64 }),
    ]),
    input: [64, 64],
    data: { x: drawn(16, 64, 64), y: drawn(16, 64, 64) },
    chunks: 1,
    loss: regression,
  }),
};

function burgers(apply: (x: Tensor) => Tensor, { x, t }: Data): Tensor {
  const u = (at: Tensor, time: Tensor) => apply(concatenate([time, at], 1));
  const slope = derivative(u, 0);
  const [here, ux, ut] = [u(x!, t!), slope(x!, t!), derivative(u, 1)(x!, t!)];
  const residual = subtract(add(ut, multiply(here, ux)), multiply(viscosity, derivative(slope, 0)(x!, t!)));
  const start = meanSquare(u(x!, multiply(0, t!)), negative(sin(multiply(Math.PI, x!))));
  return add(mean(square(residual)), start);
}

/** One Adam step on all parameters as one vector. */
function stepOf({ network, input, data, chunks, loss }: Case) {
  const leaves: NDArray[] = [];
  const form = mapTree(network.parameters(input, randomStream(1)), (leaf) => leaves.push(leaf) - 1);
  const starts = leaves.map((_, i) => leaves.slice(0, i).reduce((total, { size }) => total + size, 0));
  const parts = (vector: Tensor) =>
    leaves.map(({ size, shape }, i) => reshape(sliceAlong(vector, 0, starts[i]!, starts[i]! + size), shape));
  const optimizer = adam({ learningRate: 1e-3 });
  const vector = new NDArray(Float64Array.from(leaves.flatMap(({ data }) => [...data])));
  const total = (given: readonly Tensor[], data: readonly Data[]) => {
    const tree = mapTree(form, (at) => given[at]!);
    const apply = (x: Tensor) => network.apply(tree, x, { training: true });
    return divide(data.map((rows) => loss(apply, rows)).reduce(add), data.length);
  };
  const step = ({ parameters, memory, data }: { parameters: Tensor; memory: never; data: readonly Data[] }) => {
    const { value, gradient } = valueAndGrad(total)(parts(parameters), data);
    const flat = concatenate(gradient.map((part) => reshape(part, [-1])));
    const next = optimizer.update(parameters, flat, memory);
    return [{ parameters: next.parameters, memory: next.state, data }, { loss: value }] as const;
  };
  return { step, start: { parameters: vector, memory: optimizer.initial(vector), data: cut(data, chunks) } };
}

// biome-ignore lint/suspicious/noExplicitAny: trees of any form
function mapTree(tree: any, change: (leaf: any) => any): any {
  if (tree === null || typeof tree !== "object" || tree instanceof NDArray) return change(tree);
  if (Array.isArray(tree)) return tree.map((part) => mapTree(part, change));
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, mapTree(part, change)]));
}

function cut(data: Case["data"], chunks: number): Case["data"][] {
  return Array.from({ length: chunks }, (_, k) =>
    Object.fromEntries(
      Object.entries(data).map(([name, all]) => {
        const rows = all.shape[0]! / chunks;
        return [name, all.slice(k * rows, (k + 1) * rows)];
      }),
    ),
  );
}

const [name, , seconds, clock, device] = process.argv.slice(2);
const { step, start } = stepOf(cases[name!]!());
const run = await compileStep(step as never, start as never, { device: device! });
const once = async () => (await (run as unknown as () => Promise<{ loss: NDArray }>)()).loss.data[0]!;
await timeSteps(once, Number(seconds), clock as Clock);
