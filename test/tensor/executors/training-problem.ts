import { NDArray, randomStream } from "@mesoscope/core";
import {
  add,
  divide,
  exp,
  grad,
  matmul,
  mean,
  multiply,
  sqrt,
  square,
  subtract,
  type Tensor,
  tanh,
} from "@mesoscope/tensor";
import { type Graph, trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { flatten } from "../../../plugins/tensor/dist/graph/tree.js";

interface Network {
  readonly first: Tensor;
  readonly bias: Tensor;
  readonly second: Tensor;
}
interface State {
  readonly network: Network;
  readonly mean: Network;
  readonly variance: Network;
  readonly x: Tensor;
  readonly y: Tensor;
}

const [beta1, beta2] = [0.9, 0.999];
const names = ["first", "bias", "second"] as const;

/** Ten steps of Adam on a network of 2, 8 and 1 units; the step's argument is its number, from 1. */
export function trainingProblem(): { graph: Graph; state: NDArray[]; steps: NDArray[] } {
  const shapes = { first: [2, 8], bias: [8], second: [8, 1] };
  const network = Object.fromEntries(names.map((name, i) => [name, drawn(shapes[name], i + 1)]));
  const zeros = Object.fromEntries(names.map((name) => [name, drawn(shapes[name], 0, 0)]));
  const state = { network, mean: zeros, variance: zeros, x: drawn([16, 2], 7), y: drawn([16, 1], 8) };
  const { graph } = trace(trainingStep as never, [state, 1]);
  const steps = Array.from({ length: 10 }, (_, i) => new NDArray(Float64Array.of(i + 1), []));
  return { graph, state: flatten(state).leaves as NDArray[], steps };
}

function trainingStep({ network, mean: m, variance: v, x, y }: State, step: Tensor) {
  const loss = (of: Network) => mean(square(subtract(matmul(tanh(add(matmul(x, of.first), of.bias)), of.second), y)));
  const slopes = grad(loss)(network);
  const each = (f: (name: (typeof names)[number]) => Tensor) =>
    Object.fromEntries(names.map((name) => [name, f(name)])) as unknown as Network;
  const first = each((name) => add(multiply(beta1, m[name]), multiply(1 - beta1, slopes[name])));
  const second = each((name) => add(multiply(beta2, v[name]), multiply(1 - beta2, square(slopes[name]))));
  const next = each((name) => {
    const direction = divide(unbiased(first[name], beta1, step), add(sqrt(unbiased(second[name], beta2, step)), 1e-6));
    return subtract(network[name], multiply(0.05, direction));
  });
  return [{ network: next, mean: first, variance: second, x, y }, loss(network)];
}

function unbiased(moment: Tensor, beta: number, step: Tensor): Tensor {
  return divide(moment, subtract(1, exp(multiply(Math.log(beta), step))));
}

function drawn(shape: readonly number[], seed: number, scale = 1): NDArray {
  const stream = randomStream(seed);
  const size = shape.reduce((a, b) => a * b, 1);
  return new NDArray(
    Float64Array.from({ length: size }, () => Math.fround(scale * stream.normal())),
    shape,
  );
}
