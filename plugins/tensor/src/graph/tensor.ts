import type { ArrayInput } from "@mesoscope/core";
import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import type { Primitive } from "./primitive.js";
import { type Shape, showShape, sizeOf } from "./shape.js";

/** What the entries of a tensor are; how wide a real number is, the executor decides. */
export type Kind = "real" | "integer" | "boolean";

let made = 0;

/** A value that will be computed: the result of one primitive on other tensors. Functions of tensors make them. */
export class Tensor<A = unknown> {
  readonly primitive: Primitive<A>;
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
  readonly shape: Shape;
  readonly kind: Kind;
  /** Grows from inputs to results, so that the order of ids is an order of computation. */
  readonly id = ++made;

  /** @internal */
  constructor(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A, shape: Shape, kind: Kind) {
    this.primitive = primitive;
    this.inputs = inputs;
    this.attributes = attributes;
    this.shape = shape;
    this.kind = kind;
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of entries. */
  get size(): number {
    return sizeOf(this.shape);
  }

  toString(): string {
    return `Tensor ${showShape(this.shape)} of ${this.kind} numbers, made by ${this.primitive.name}`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }
}

/** What functions of tensors take: a tensor, an array or nested lists, or one number. */
export type Operand = Tensor | ArrayInput | number;
