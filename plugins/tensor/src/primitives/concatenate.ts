import { fill, filledWith } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isSameShape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { ofOneKind } from "./kinds.js";
import { reshape } from "./rearrange.js";
import { frontAxis, shapeError } from "./shape-errors.js";
import { sliceAlong } from "./slice.js";

const concatenatePrimitive: Primitive<{ readonly axis: number }> = {
  name: "concatenate",
  forward({ inputs, attributes: { axis } }, tangents) {
    if (tangents.every((tangent) => tangent === undefined)) return undefined;
    return concatenate(
      tangents.map((tangent, i) => tangent ?? fill(0, inputs[i]!.shape)),
      axis,
    );
  },
  backward({ inputs, attributes: { axis } }, cotangent, needed) {
    let at = 0;
    return inputs.map((x, i) => {
      const from = at;
      at += x.shape[axis]!;
      return needed[i] ? sliceAlong(cotangent, axis, from, at) : undefined;
    });
  },
};

/**
 * Tensors one after the other along an axis.
 *
 * @example
 * evaluate(() => concatenate([[1, 2], [3]])).data; // [1, 2, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function concatenate(tensors: readonly Operand[], axis = 0): Tensor {
  const parts = ofOneKind(tensors);
  const first = parts[0];
  if (!first) throw shapeError("concatenate", "there are no tensors", "Give at least one.");
  const along = frontAxis("concatenate", axis, first.rank);
  const fits = parts.every(
    ({ shape }) => shape.length === first.rank && shape.every((length, i) => i === along || length === first.shape[i]),
  );
  if (!fits) {
    const shapes = parts.map(({ shape }) => showShape(shape)).join(", ");
    throw shapeError(
      "concatenate",
      `shapes ${shapes} differ beside axis ${along}`,
      "Give tensors that differ along that axis only.",
    );
  }
  if (parts.length === 1) return first;
  const total = parts.reduce((length, { shape }) => length + shape[along]!, 0);
  const shape = first.shape.with(along, total);
  const value = filledWith(first);
  if (value !== undefined && parts.every((part) => filledWith(part) === value)) return fill(value, shape, first.kind);
  return node(concatenatePrimitive, parts, { axis: along }, { shape, kind: first.kind });
}

/**
 * Tensors of one shape beside each other along a new axis.
 *
 * @example
 * evaluate(() => stack([[1, 2], [3, 4]], 1)).data; // [1, 3, 2, 4]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function stack(tensors: readonly Operand[], axis = 0): Tensor {
  const parts = ofOneKind(tensors);
  const first = parts[0];
  if (!first) throw shapeError("stack", "there are no tensors", "Give at least one.");
  const along = frontAxis("stack", axis, first.rank + 1);
  if (!parts.every(({ shape }) => isSameShape(shape, first.shape))) {
    const shapes = parts.map(({ shape }) => showShape(shape)).join(", ");
    throw shapeError("stack", `the shapes ${shapes} differ`, "Give tensors of one shape.");
  }
  return concatenate(
    parts.map((part) => reshape(part, part.shape.toSpliced(along, 0, 1))),
    along,
  );
}
