import { tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isSameShape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { frontAxis, shapeError } from "./shape-errors.js";

interface Axis {
  readonly axis: number;
}
interface Places extends Axis {
  readonly length: number;
}

const gatherPrimitive: Primitive<Axis> = {
  name: "gather",
  forward: ({ inputs: [, indices], attributes: { axis } }, [tangent]) => tangent && gather(tangent, indices!, axis),
  backward: ({ inputs: [x, indices], attributes: { axis } }, cotangent) => [
    scatterAdd(cotangent, indices!, axis, x!.shape[axis]!),
    undefined,
  ],
};

const scatterAddPrimitive: Primitive<Places> = {
  name: "scatterAdd",
  forward: ({ inputs: [, indices], attributes: { axis, length } }, [tangent]) =>
    tangent && scatterAdd(tangent, indices!, axis, length),
  backward: ({ inputs: [, indices], attributes: { axis } }, cotangent) => [
    gather(cotangent, indices!, axis),
    undefined,
  ],
};

const takeAlongPrimitive: Primitive<Axis> = {
  name: "takeAlong",
  forward: ({ inputs: [, indices], attributes: { axis } }, [tangent]) => tangent && takeAlong(tangent, indices!, axis),
  backward: ({ inputs: [x, indices], attributes: { axis } }, cotangent) => [
    scatterAlong(cotangent, indices!, axis, x!.shape[axis]!),
    undefined,
  ],
};

const scatterAlongPrimitive: Primitive<Places> = {
  name: "scatterAlong",
  forward: ({ inputs: [, indices], attributes: { axis, length } }, [tangent]) =>
    tangent && scatterAlong(tangent, indices!, axis, length),
  backward: ({ inputs: [, indices], attributes: { axis } }, cotangent) => [
    takeAlong(cotangent, indices!, axis),
    undefined,
  ],
};

const topIndicesPrimitive: Primitive<{ readonly count: number }> = { name: "topIndices" };

/**
 * The entries at `indices`, of shape [n], along an axis; an index may come more than once.
 *
 * @example
 * evaluate(() => gather(tensor([10, 20, 30]), tensor([2, 0], "integer"))).data; // [30, 10]
 *
 * @throws ShapeError BAD_AXIS, SHAPE_MISMATCH, with the line of the user's code
 */
export function gather(x: Operand, indices: Tensor, axis = 0): Tensor {
  const of = tensor(x);
  const along = frontAxis("gather", axis, of.rank);
  checkIndices("gather", indices);
  const shape = of.shape.with(along, indices.size);
  return node(gatherPrimitive, [of, indices], { axis: along }, { shape, kind: of.kind });
}

/**
 * Zeros with the entries of `x` added at `indices` along an axis, whose length becomes `length`; so sums of segments,
 * of the neighbours of nodes, and histograms are made.
 *
 * @example
 * evaluate(() => scatterAdd(tensor([1, 2, 3]), tensor([0, 1, 0], "integer"), 0, 2)).data; // [4, 2]
 *
 * @throws ShapeError BAD_AXIS, SHAPE_MISMATCH, with the line of the user's code
 */
export function scatterAdd(x: Operand, indices: Tensor, axis: number, length: number): Tensor {
  const of = tensor(x);
  const along = frontAxis("scatterAdd", axis, of.rank);
  checkIndices("scatterAdd", indices);
  if (indices.size !== of.shape[along]) {
    throw shapeError(
      "scatterAdd",
      `${indices.size} indices for axis ${along} of ${showShape(of.shape)}`,
      "Give one index for each entry along it.",
    );
  }
  return node(
    scatterAddPrimitive,
    [of, indices],
    { axis: along, length },
    { shape: of.shape.with(along, length), kind: of.kind },
  );
}

/**
 * The entries at positions along an axis that differ from place to place: `result[i, j] = x[i, indices[i, j]]` for axis 1.
 *
 * @example
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * evaluate(() => takeAlong(x, tensor([[2], [0]], "integer"), 1)).data; // [3, 4]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function takeAlong(x: Operand, indices: Tensor, axis: number): Tensor {
  const of = tensor(x);
  const along = frontAxis("takeAlong", axis, of.rank);
  checkBeside("takeAlong", of, indices, along);
  return node(takeAlongPrimitive, [of, indices], { axis: along }, { shape: indices.shape, kind: of.kind });
}

/**
 * Zeros with the entries of `x` added at positions along an axis that differ from place to place.
 *
 * @example
 * evaluate(() => scatterAlong([[7], [8]], tensor([[2], [0]], "integer"), 1, 3)).toArray(); // [[0, 0, 7], [8, 0, 0]]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function scatterAlong(x: Operand, indices: Tensor, axis: number, length: number): Tensor {
  const of = tensor(x);
  const along = frontAxis("scatterAlong", axis, of.rank);
  if (!isSameShape(of.shape, indices.shape)) {
    throw shapeError(
      "scatterAlong",
      `indices ${showShape(indices.shape)} for ${showShape(of.shape)}`,
      "Give one index for each entry.",
    );
  }
  return node(
    scatterAlongPrimitive,
    [of, indices],
    { axis: along, length },
    { shape: of.shape.with(along, length), kind: of.kind },
  );
}

/**
 * Positions of the `count` largest entries along the last axis, largest first, as integers; equal ones in their order.
 *
 * @example
 * evaluate(() => topIndices([10, 30, 20], 2)).data; // [1, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function topIndices(x: Operand, count: number): Tensor {
  const of = tensor(x);
  const last = of.shape.at(-1);
  if (last === undefined || !Number.isInteger(count) || count < 1 || count > last) {
    throw shapeError(
      "topIndices",
      `the ${count} largest along the last axis of ${showShape(of.shape)}`,
      "Give a count from 1 to its length.",
    );
  }
  return node(topIndicesPrimitive, [of], { count }, { shape: of.shape.with(-1, count), kind: "integer" });
}

function checkIndices(owner: string, indices: Tensor): void {
  if (indices.rank === 1 && indices.kind === "integer") return;
  throw shapeError(
    owner,
    `the indices are ${indices}`,
    'Give integers of shape [n], as by tensor(list, "integer") or cast.',
  );
}

function checkBeside(owner: string, x: Tensor, indices: Tensor, axis: number): void {
  const fits = indices.rank === x.rank && indices.shape.every((length, i) => i === axis || length === x.shape[i]);
  if (fits && indices.kind === "integer") return;
  throw shapeError(
    owner,
    `the indices are ${indices} for ${showShape(x.shape)}`,
    `Give integers that differ in length along axis ${axis} only.`,
  );
}
