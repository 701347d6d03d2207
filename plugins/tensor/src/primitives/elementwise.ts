import { fill, filledWith, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { commonShape, showShape } from "../graph/shape.js";
import type { Kind, Operand, Tensor } from "../graph/tensor.js";
import { broadcast } from "./broadcast.js";
import { shapeError } from "./shape-errors.js";

type Partial = (inputs: readonly Tensor[], result: Tensor) => Tensor;

/** A smooth function of entries at the same place, from its partial derivatives. */
export function smooth(
  name: string,
  partials: readonly Partial[],
  times: (a: Tensor, b: Tensor) => Tensor,
  plus: (a: Tensor, b: Tensor) => Tensor,
): Primitive {
  return {
    name,
    forward(result, tangents) {
      const terms = partials.flatMap((partial, i) => {
        const tangent = tangents[i];
        return tangent ? [times(partial(result.inputs, result), tangent)] : [];
      });
      return terms.length === 0 ? undefined : terms.reduce(plus);
    },
    backward: (result, cotangent, needed) =>
      partials.map((partial, i) => (needed[i] ? times(partial(result.inputs, result), cotangent) : undefined)),
  };
}

/** Applies a function of one tensor, entry by entry; of a filled tensor at once. */
export function applyUnary(primitive: Primitive, compute: (x: number) => number, x: Operand): Tensor {
  const of = tensor(x);
  const value = filledWith(of);
  if (value !== undefined) return fill(compute(value), of.shape);
  return node(primitive, [of], {}, { shape: of.shape, kind: of.kind });
}

/**
 * Applies a function of two tensors, entry by entry; axes of length 1 are repeated.
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function applyBinary(
  primitive: Primitive,
  compute: (a: number, b: number) => number,
  a: Operand,
  b: Operand,
  kind?: Kind,
): Tensor {
  const [left, right] = together(primitive.name, a, b);
  const [x, y] = [filledWith(left!), filledWith(right!)];
  const made = { shape: left!.shape, kind: kind ?? left!.kind };
  if (x !== undefined && y !== undefined) return fill(compute(x, y), made.shape, made.kind);
  return node(primitive, [left!, right!], {}, made);
}

/** The operands repeated to one shape. */
export function together(owner: string, ...operands: readonly Operand[]): Tensor[] {
  const tensors = operands.map((operand) => tensor(operand));
  const shape = tensors
    .map(({ shape }) => shape)
    .reduce((a, b) => {
      const common = commonShape(a, b);
      if (common) return common;
      const shapes = tensors.map((given) => showShape(given.shape)).join(" and ");
      throw shapeError(owner, `shapes ${shapes} do not fit`, "Give axes of the same length, or of length 1.");
    });
  return tensors.map((given) => broadcast(given, shape));
}
