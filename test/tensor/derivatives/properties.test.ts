import { NDArray } from "@mesoscope/core";
import {
  add,
  atan,
  concatenate,
  convolution,
  cos,
  cumulativeSum,
  derivative,
  divide,
  erf,
  evaluate,
  exp,
  gather,
  grad,
  hessian,
  jacobian,
  jvp,
  laplacian,
  less,
  logSumExp,
  matmul,
  multiply,
  pad,
  reshape,
  reverse,
  sigmoid,
  sin,
  slice,
  softmax,
  square,
  sum,
  type Tensor,
  tanh,
  tensor,
  transpose,
  vjp,
  where,
} from "@mesoscope/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const size = 4;

/** Smooth functions of vectors of `size`, to be composed. */
const layers: ((x: Tensor) => Tensor)[] = [
  sin,
  cos,
  tanh,
  sigmoid,
  erf,
  atan,
  (x) => exp(sin(x)),
  (x) => divide(x, add(2, square(x))),
  (x) => softmax(x),
  (x) => multiply(x, logSumExp(x)),
  (x) => cumulativeSum(tanh(x)),
  (x) => reverse(x, [0]),
  (x) => gather(x, tensor([3, 0, 0, 2], "integer")),
  (x) => pad(slice(x, [0], [4], [2]), [1], [1]),
  (x) => concatenate([slice(x, [2], [4]), square(slice(x, [0], [2]))]),
  (x) => reshape(convolution(reshape(x, [1, 1, size]), tensor([[[0.3, -0.5, 0.7]]]), { padding: "same" }), [size]),
  (x) => reshape(matmul(reshape(x, [2, 2]), transpose(tanh(reshape(x, [2, 2])))), [size]),
  (x) => where(less(x, 3), multiply(x, sum(x)), x),
];

const numbers = (length: number) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => new NDArray(Float64Array.from(values), [length]));

/** Each step applies one layer to the sum, or the product, of two results so far. */
const graphs = fc
  .array(
    fc.record({
      layer: fc.nat({ max: layers.length - 1 }),
      left: fc.nat({ max: 9 }),
      right: fc.nat({ max: 9 }),
      isProduct: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((steps) => (x: Tensor) => {
    const made = [x];
    for (const { layer, left, right, isProduct } of steps) {
      const [a, b] = [made[left % made.length]!, made[right % made.length]!];
      made.push(tanh(layers[layer]!(isProduct ? multiply(a, b) : add(a, b))));
    }
    return made.at(-1)!;
  });

const runs = { numRuns: 60, seed: 1 };
const dot = (a: NDArray, b: NDArray) => a.data.reduce((total, value, i) => total + value * b.data[i]!, 0);
const near = { relative: 1e-9, absolute: 1e-11 };

describe("on random graphs", () => {
  test("⟨w, J v⟩ = ⟨Jᵀ w, v⟩", () => {
    fc.assert(
      fc.property(graphs, numbers(size), numbers(size), numbers(size), (f, x, v, w) => {
        const forwards = dot(w, jvp(f)(x, v).tangent);
        expect(dot(vjp(f)(x, w).cotangent, v)).toBeClose(forwards, near);
      }),
      runs,
    );
  });

  test("J v is linear in v and Jᵀ w in w, and both agree with the Jacobian", () => {
    fc.assert(
      fc.property(graphs, numbers(size), numbers(size), numbers(size), (f, x, v, w) => {
        const both = v.map((value, i) => 2 * value - 3 * w.data[i]!);
        const pushed = (direction: NDArray) => jvp(f)(x, direction).tangent;
        const pulled = (weights: NDArray) => vjp(f)(x, weights).cotangent;
        const matrix = jacobian(f)(x);
        const product = (i: number) => dot(new NDArray(matrix.data.slice(i * size, (i + 1) * size), [size]), v);
        for (const map of [pushed, pulled]) {
          const [atV, atW] = [map(v), map(w)];
          expect(map(both)).toBeClose(
            atV.map((value, i) => 2 * value - 3 * atW.data[i]!),
            near,
          );
        }
        expect(pushed(v)).toBeClose([0, 1, 2, 3].map(product), near);
      }),
      runs,
    );
  });

  test("the Hessian is symmetric, whichever way it is made, and its trace is the Laplacian", () => {
    fc.assert(
      fc.property(graphs, numbers(size), (f, x) => {
        const scalar = (at: Tensor) => sum(f(at));
        const matrix = hessian(scalar)(x);
        const flipped = evaluate((h: Tensor) => transpose(h), matrix);
        expect(matrix).toBeClose(flipped, near);
        expect(jacobian((at: Tensor) => jacobian(scalar)(at))(x)).toBeClose(matrix, near);
        const trace = [0, 1, 2, 3].reduce((total, i) => total + matrix.data[i * (size + 1)]!, 0);
        expect(laplacian(scalar)(x).data[0]!).toBeClose(trace, near);
      }),
      runs,
    );
  });

  test("third derivatives along a line do not depend on the way", () => {
    fc.assert(
      fc.property(graphs, numbers(size), numbers(size), (f, x, v) => {
        const along = (t: Tensor) => sum(f(add(tensor(x), multiply(t, v))));
        const forwards = derivative(derivative(derivative(along)))(0);
        expect(grad(grad(grad(along)))(0)).toBeClose(forwards, near);
        expect(grad(derivative(grad(along)))(0)).toBeClose(forwards, near);
      }),
      runs,
    );
  });

  test("value and derivatives do not depend on whether nodes are shared", () => {
    fc.assert(
      fc.property(graphs, numbers(size), (f, x) => {
        const unshared = f(tensor(x));
        expect(evaluate(() => unshared).data).toEqual(evaluate(f, x).data);
      }),
      runs,
    );
  });
});
