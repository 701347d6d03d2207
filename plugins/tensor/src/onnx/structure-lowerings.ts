import { isSameShape, type Shape } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import type { GraphWriter } from "./graph-writer.js";
import type { Lowering } from "./lowerings.js";

/** Sums over more entries than these go in stages, because a plain sum in 32 bits loses digits. */
const mostAtOnce = 4096;

export const structureLowerings: Readonly<Record<string, Lowering>> = {
  fill: ({ attributes, shape, kind }, to) => {
    const scalar = to.scalar(attributes.value, kind);
    return shape.length === 0 ? scalar : to.emit("Expand", [scalar, to.integers(shape)]);
  },
  constant: ({ attributes, kind }, to) => to.array(attributes.values, kind),
  variable: ({ inputs: [x] }, to) => to.of(x!),
  broadcast: ({ inputs: [x], shape }, to) => to.emit("Expand", [to.of(x!), to.integers(shape)]),
  reshape: ({ inputs: [x], shape }, to) => to.emit("Reshape", [to.of(x!), to.integers(shape)]),
  permuteAxes: ({ inputs: [x], attributes: { axes } }, to) => to.emit("Transpose", [to.of(x!)], { perm: axes }),
  reverse: ({ inputs: [x], attributes: { axes } }, to) => {
    const all = (value: number) => to.integers(axes.map(() => value));
    return to.emit("Slice", [to.of(x!), all(-1), all(-(2 ** 40)), to.integers(axes), all(-1)]);
  },
  pad: ({ inputs: [x], attributes: { before, after } }, to) =>
    to.emit("Pad", [to.of(x!), to.integers([...before, ...after])], { mode: "constant" }),
  slice: ({ inputs: [x], attributes: { start, stop, step } }, to) => {
    const cut = x!.shape.flatMap((length, axis) =>
      start[axis] === 0 && stop[axis] === length && step[axis] === 1 ? [] : [axis],
    );
    const along = (values: Shape) => to.integers(cut.map((axis) => values[axis]!));
    return to.emit("Slice", [to.of(x!), along(start), along(stop), to.integers(cut), along(step)]);
  },
  concatenate: ({ inputs, attributes: { axis } }, to) =>
    to.emit(
      "Concat",
      inputs.map((input) => to.of(input)),
      { axis },
    ),
  sum: ({ inputs: [x], attributes: { axes } }, to) => sumInStages(to, to.of(x!), x!.shape, axes),
  maximum: ({ inputs: [x], attributes: { axis } }, to) =>
    to.emit("ReduceMax", [to.of(x!), to.integers([axis])], { keepdims: 0 }),
  argmax: ({ inputs: [x], attributes: { axis } }, to) => to.emit("ArgMax", [to.of(x!)], { axis, keepdims: 0 }),
  cumulativeSum: ({ inputs: [x], attributes: { axis } }, to) =>
    to.emit("CumSum", [to.of(x!), to.scalar(axis, "integer")]),
  softmax: ({ inputs: [x], attributes: { axis } }, to) => to.emit("Softmax", [to.of(x!)], { axis }),
  matmul: ({ inputs: [a, b] }, to) => to.emitProduct("MatMul", [to.of(a!), to.of(b!)]),
  gather: ({ inputs: [x, indices], attributes: { axis } }, to) =>
    to.emit("Gather", [to.of(x!), to.of(indices!)], { axis }),
  takeAlong: ({ inputs: [x, indices], attributes: { axis } }, to) =>
    to.emit("GatherElements", [to.of(x!), to.of(indices!)], { axis }),
  scatterAlong: ({ inputs: [x, indices], attributes: { axis }, shape, kind }, to) =>
    scatter(to, shape, kind, to.of(indices!), to.of(x!), axis),
  scatterAdd: ({ inputs: [x, indices], attributes: { axis }, shape, kind }, to) => {
    const column = x!.shape.map((length, i) => (i === axis ? length : 1));
    const places = to.emit("Reshape", [to.of(indices!), to.integers(column)]);
    const everywhere = isSameShape(column, x!.shape) ? places : to.emit("Expand", [places, to.integers(x!.shape)]);
    return scatter(to, shape, kind, everywhere, to.of(x!), axis);
  },
  topIndices: ({ inputs: [x], attributes: { count } }, to) => {
    const [values, indices] = [to.fresh(), to.fresh()];
    to.nodes.push({
      opType: "TopK",
      inputs: [to.of(x!), to.integers([count])],
      outputs: [values, indices],
      attributes: {},
    });
    return indices;
  },
};

function sumInStages(to: GraphWriter, x: string, shape: Shape, axes: readonly number[]): string {
  const last = axes.at(-1)!;
  const count = axes.reduce((total, axis) => total * shape[axis]!, 1);
  const sum = (of: string, over: readonly number[]) => to.emit("ReduceSum", [of, to.integers(over)], { keepdims: 0 });
  if (count <= mostAtOnce || to.precision === "double") return sum(x, axes);
  if (axes.length > 1) return sumInStages(to, sum(x, [last]), shape.toSpliced(last, 1), axes.slice(0, -1));
  const part = Math.round(Math.sqrt(count));
  if (count % part !== 0) return sum(x, axes);
  const split = shape.toSpliced(last, 1, count / part, part);
  return sum(sum(to.emit("Reshape", [x, to.integers(split)]), [last + 1]), [last]);
}

function scatter(
  to: GraphWriter,
  shape: Shape,
  kind: Tensor["kind"],
  indices: string,
  updates: string,
  axis: number,
): string {
  const zeros = to.emit("Expand", [to.scalar(0, kind), to.integers(shape)]);
  return to.emit("ScatterElements", [zeros, indices, updates], { axis, reduction: "add" });
}
