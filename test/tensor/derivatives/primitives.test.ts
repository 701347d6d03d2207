import { NDArray } from "@mesoscope/core";
import { add, evaluate, grad, jvp, multiply, sin, sum, type Tensor } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { kernels } from "../../../plugins/tensor/dist/executors/reference/kernels.js";
import { inOrder } from "../../../plugins/tensor/dist/graph/order.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { reference } from "../../contract/close.ts";
import { cases } from "./cases.ts";

interface Numbers {
  readonly shape: number[];
  readonly data: number[];
}
interface Reference {
  readonly inputs: readonly Numbers[];
  readonly directions: readonly Numbers[];
  readonly value?: Numbers;
  readonly weights: readonly number[];
  readonly forward: readonly number[][];
  readonly backward: readonly number[][][];
}

type Tensors = readonly Tensor[];

const references: Record<string, Reference> = reference("tensor/derivatives.json");
const names = Object.keys(cases);
const torchNames = names.filter((name) => references[name]!.value);
const orders = [1, 2, 3];

const curved = (name: string) => (x: Tensors) => sin(cases[name]!(...x));
const arraysOf = (numbers: readonly Numbers[]) => numbers.map((one) => NDArray.fromJSON(one));

/** Derivatives of f(x + t v) by t, entry by entry: nested passes forwards. */
function alongDirection(f: (x: Tensors) => Tensor, order: number): (x: Tensors, v: Tensors) => Tensor {
  if (order === 0) return f;
  const lower = alongDirection(f, order - 1);
  return (x, v) => jvp((at: Tensors) => lower(at, v))(x, v).tangent;
}

/** The gradient of a number, of its product with v, and so on: nested passes backwards. */
function gradients(f: (x: Tensors) => Tensor, order: number): (x: Tensors, v: Tensors) => Tensors {
  if (order === 1) return grad(f);
  const lower = gradients(f, order - 1);
  const product = (at: Tensors, v: Tensors) =>
    lower(at, v)
      .map((slope, i) => sum(multiply(slope, v[i]!)))
      .reduce(add);
  return (x, v) => grad((at: Tensors) => product(at, v))(x);
}

/** As far apart as two computations in 64 bits may be, measured by the largest entry. */
function expectClose(actual: Float64Array, expected: ArrayLike<number>, tolerance: number): void {
  const scale = Math.max(1e-3, ...Array.from(expected, Math.abs));
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...Array.from(expected, (value, i) => Math.abs(value - actual[i]!)));
  expect(worst / scale).toBeLessThan(tolerance);
}

/** The derivative of a function of one number at 0, by central differences of four steps, extrapolated to step 0. */
function difference(f: (t: number) => Float64Array): Float64Array {
  const steps = [0.02, 0.01, 0.005, 0.0025];
  const slopes = steps.map((h) => {
    const [after, before] = [f(h), f(-h)];
    return after.map((value, i) => (value - before[i]!) / (2 * h));
  });
  for (let level = 1; level < steps.length; level++) {
    for (let k = 0; k + level < steps.length; k++) {
      slopes[k] = slopes[k + 1]!.map((value, i) => value + (value - slopes[k]![i]!) / (4 ** level - 1));
    }
  }
  return slopes[0]!;
}

describe("primitives", () => {
  test("are all among the cases, also those that only derivatives use", () => {
    const met = new Set<string>();
    for (const name of names) {
      const slopes = (...x: Tensor[]) => grad((at: Tensors) => sum(curved(name)(at)))(x);
      for (const { primitive } of inOrder(trace(slopes, arraysOf(references[name]!.inputs)).graph.outputs)) {
        met.add(primitive.name);
      }
    }
    expect(Object.keys(kernels).filter((name) => !met.has(name))).toEqual([]);
  });

  test("have references for all that is not random", () => {
    expect(Object.keys(references)).toEqual(names);
    expect(names.filter((name) => !torchNames.includes(name))).toEqual(["uniform", "normal"]);
  });

  test.each(torchNames)("%s: PyTorch's values", (name) => {
    const { inputs, value } = references[name]!;
    const result = evaluate((...x: Tensor[]) => curved(name)(x), ...arraysOf(inputs));
    expect(result.shape).toEqual(value!.shape);
    expectClose(result.data, value!.data, 1e-12);
  });

  test.each(torchNames)("%s: PyTorch's derivatives, forwards and backwards", (name) => {
    const { inputs, directions, weights, forward, backward, value } = references[name]!;
    const [x, v] = [arraysOf(inputs), arraysOf(directions)];
    const weighted = (at: Tensors) =>
      sum(multiply(curved(name)(at), new NDArray(Float64Array.from(weights), value!.shape)));
    for (const order of orders) {
      const tangent = evaluate(alongDirection(curved(name), order), x, v);
      expectClose(tangent.data, forward[order - 1]!, 1e-10);
      const slopes = evaluate(gradients(weighted, order), x, v);
      slopes.forEach((slope, i) => {
        expect(slope.shape).toEqual(x[i]!.shape);
        expectClose(slope.data, backward[order - 1]![i]!, 1e-10);
      });
    }
  });

  test.each(names)("%s: differences", (name) => {
    const { inputs, directions } = references[name]!;
    const [x, v] = [arraysOf(inputs), arraysOf(directions)];
    const at = (t: number) => x.map((array, i) => array.map((value, k) => value + t * v[i]!.data[k]!));
    for (const order of orders) {
      const [tangent, lower] = [order, order - 1].map((k) => alongDirection(curved(name), k));
      expectClose(
        evaluate(tangent!, x, v).data,
        difference((t) => evaluate(lower!, at(t), v).data),
        1e-6,
      );
    }
  });
});
