import { asArray, NDArray } from "@mesoscope/core";
import { node } from "./node.js";
import type { Primitive } from "./primitive.js";
import { type Shape, sizeOf } from "./shape.js";
import { type Kind, type Operand, Tensor } from "./tensor.js";

/** A value given when the graph is run. */
export const inputPrimitive: Primitive<{ readonly position: number }> = { name: "input" };

/** The same number everywhere. */
export const fillPrimitive: Primitive<{ readonly value: number }> = { name: "fill" };

/** Numbers known while tracing. */
export const constantPrimitive: Primitive<{ readonly values: NDArray }> = { name: "constant" };

/** Its input, told apart from other uses of it: what a derivative is taken with respect to. */
export const variablePrimitive: Primitive = {
  name: "variable",
  forward: (_result, [tangent]) => tangent,
  backward: (_result, cotangent) => [cotangent],
};

/** Its input, which derivatives take as a constant. */
export const stoppedPrimitive: Primitive = { name: "stopped" };

/** Whether a primitive only marks its input for derivatives, and computes nothing. */
export function isMark({ name }: Primitive<never>): boolean {
  return name === variablePrimitive.name || name === stoppedPrimitive.name;
}

export function inputTensor(position: number, shape: Shape, kind: Kind): Tensor {
  return new Tensor(inputPrimitive as Tensor["primitive"], [], { position }, shape, kind);
}

/**
 * A tensor whose entries all are `value`.
 *
 * @param shape lengths of the axes; none for a single number
 *
 * @example
 * fill(0.5, [2, 3]).shape; // [2, 3]
 */
export function fill(value: number, shape: Shape = [], kind: Kind = "real"): Tensor {
  return node(fillPrimitive, [], { value }, { shape, kind });
}

/** @internal */
export function constant(values: NDArray, kind: Kind = "real"): Tensor {
  if (values.size === 1) return fill(values.data[0]!, values.shape, kind);
  return node(constantPrimitive, [], { values }, { shape: values.shape, kind });
}

/**
 * The value as a tensor: a tensor as it is, numbers as constants of the graph.
 *
 * @param kind "integer" for indices and keys
 *
 * @example
 * tensor([[1, 2], [3, 4]]).shape; // [2, 2]
 *
 * @throws as core's `asArray`
 */
export function tensor(values: Operand, kind: Kind = "real"): Tensor {
  if (values instanceof Tensor) return values;
  if (typeof values === "number") return fill(values, [], kind);
  return constant(asArray(values, "tensor: the values"), kind);
}

export function variable(of: Tensor): Tensor {
  return new Tensor(variablePrimitive, [of], {}, of.shape, of.kind);
}

/** The number that a tensor is filled with, or undefined where it is not filled with one. */
export function filledWith(x: Tensor): number | undefined {
  return x.primitive === fillPrimitive ? (x.attributes as { value: number }).value : undefined;
}

export function zerosLike(x: { readonly shape: Shape; readonly kind?: Kind }): Tensor {
  return fill(0, x.shape, x.kind);
}

/** The numbers of a tensor that is known while tracing. */
export function knownValues(x: Tensor): NDArray | undefined {
  const value = filledWith(x);
  if (value !== undefined) return new NDArray(new Float64Array(sizeOf(x.shape)).fill(value), x.shape);
  return x.primitive === constantPrimitive ? (x.attributes as { values: NDArray }).values : undefined;
}
