import type { Shape } from "./shape.js";
import type { Kind, Tensor } from "./tensor.js";

/**
 * One operation of the graph: what shape it gives and how it is differentiated. How it is computed, each executor knows.
 *
 * Both rules are made of primitives, so that derivatives of any order follow. A missing rule means that the result does
 * not depend smoothly on the inputs; an undefined tangent or cotangent is zero.
 */
export interface Primitive<A = unknown> {
  readonly name: string;
  /** The tangent of the result, from those of the inputs. */
  forward?(result: Tensor<A>, tangents: readonly (Tensor | undefined)[]): Tensor | undefined;
  /** The cotangents of the inputs, from that of the result; `needed` says which are wanted. */
  backward?(result: Tensor<A>, cotangent: Tensor, needed: readonly boolean[]): readonly (Tensor | undefined)[];
}

/** Shape and kind of a result. */
export interface Signature {
  readonly shape: Shape;
  readonly kind: Kind;
}
