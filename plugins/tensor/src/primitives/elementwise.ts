import { fill, filledWith } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { commonShape, showShape } from "../graph/shape.js";
import type { Kind, Operand, Tensor } from "../graph/tensor.js";
import { broadcast } from "./broadcast.js";
import { ofOneKind } from "./kinds.js";
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
export function applyUnary(primitive: Primitive, compute: (x: number) => number, of: Tensor): Tensor {
  const value = filledWith(of);
  if (value !== undefined) return fill(compute(value), of.shape, of.kind);
  return node(primitive, [of], {}, of);
}

/** Applies a function of two tensors of one shape, entry by entry; of filled tensors at once. */
export function applyBinary(
  primitive: Primitive,
  compute: (a: number, b: number) => number,
  [left, right]: readonly [Tensor, Tensor],
  kind: Kind = left.kind,
): Tensor {
  const [x, y] = [filledWith(left), filledWith(right)];
  if (x !== undefined && y !== undefined) return fill(compute(x, y), left.shape, kind);
  return node(primitive, [left, right], {}, { shape: left.shape, kind });
}

/**
 * Two operands as tensors of one shape and kind.
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function pairOf(owner: string, a: Operand, b: Operand, least?: Kind): [Tensor, Tensor] {
  return together(owner, ofOneKind([a, b], least)) as [Tensor, Tensor];
}

/** The tensors repeated to one shape. */
export function together(owner: string, tensors: readonly Tensor[]): Tensor[] {
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
