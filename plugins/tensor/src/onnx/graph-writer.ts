import { NDArray } from "@mesoscope/core";
import type { Precision } from "../executors/executor.js";
import { filledWith } from "../graph/leaves.js";
import { commonShape, isSameShape, type Shape } from "../graph/shape.js";
import type { Kind, Tensor } from "../graph/tensor.js";
import { broadcastPrimitive } from "../primitives/broadcast.js";
import { lowerings } from "./lowerings.js";
import type { AttributeValue, OnnxNode, OnnxValue, TensorData } from "./onnx-model.js";
import { dataTypes } from "./onnx-schema.js";

/** Writes a graph as ONNX operators, tensor by tensor; a tensor that nobody reads is not written. */
export class GraphWriter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: TensorData[] = [];
  readonly precision: Precision;
  /** How many channels of an image lie side by side in the convolutions of the device; 1 where it has no such ones. */
  readonly channelBlock: number;
  /** Of images by their names: the names of the same images in blocks of channels. */
  readonly blocked = new Map<string, string>();
  readonly #names = new Map<Tensor, string>();
  readonly #constants = new Map<string, string>();
  readonly #pairs = new Map<string, [string, string]>();
  readonly #halves = new Map<string, string>();
  #made = 0;

  constructor(precision: Precision, channelBlock = 1) {
    this.precision = precision;
    this.channelBlock = channelBlock;
  }

  /** Says under which name a tensor is given from outside. */
  name(tensor: Tensor, name: string): void {
    this.#names.set(tensor, name);
  }

  /** The name of a tensor's value, which is written where that has not been done. */
  of(tensor: Tensor): string {
    const known = this.#names.get(tensor);
    if (known !== undefined) return known;
    const name = tensor.size === 0 ? this.#nothing(tensor) : lowerings[tensor.primitive.name]!(tensor, this);
    this.#names.set(tensor, name);
    return name;
  }

  /** An operator with one result. */
  emit(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    output = this.fresh(),
    domain?: string,
  ): string {
    this.nodes.push({ opType, inputs, outputs: [output], attributes, ...(domain && { domain }) });
    return output;
  }

  /** An operator that sums up products of its inputs, which in mixed precision have 16 bits. */
  emitProduct(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    if (this.precision !== "mixed") return this.emit(opType, inputs, attributes);
    const halves = inputs.map((input) => this.#half(input));
    return this.emit("Cast", [this.emit(opType, halves, attributes)], { to: dataTypes.float32 });
  }

  /** An operator with two results, written once for the same input. */
  emitPair(opType: string, input: string, attributes: Readonly<Record<string, AttributeValue>>): [string, string] {
    const key = `${opType} ${input} ${JSON.stringify(attributes)}`;
    const known = this.#pairs.get(key);
    if (known) return known;
    const pair: [string, string] = [this.fresh(), this.fresh()];
    this.nodes.push({ opType, inputs: [input], outputs: pair, attributes });
    this.#pairs.set(key, pair);
    return pair;
  }

  /** An operator that repeats axes of length 1 by itself, so that what `broadcast` made is not written. */
  emitElementwise(opType: string, result: Tensor): string {
    const operands = result.inputs.map(beforeBroadcast);
    const shape = operands
      .map((operand) => (filledWith(operand) === undefined ? operand.shape : []))
      .reduce((a, b) => commonShape(a, b)!);
    const names = operands.map((operand) => {
      const value = filledWith(operand);
      return value === undefined ? this.of(operand) : this.scalar(value, operand.kind);
    });
    const name = this.emit(opType, names);
    return isSameShape(shape, result.shape) ? name : this.emit("Expand", [name, this.integers(result.shape)]);
  }

  /** A constant list of integers, such as a shape. */
  integers(values: Shape): string {
    return this.#constant(`integers ${values}`, () => ({
      dims: [values.length],
      dataType: dataTypes.int64,
      rawData: bytesOf(BigInt64Array.from(values, BigInt)),
    }));
  }

  /** A constant list of numbers of 32 bits, whatever the precision. */
  reals(values: readonly number[]): string {
    return this.#constant(`reals ${values}`, () => ({
      dims: [values.length],
      dataType: dataTypes.float32,
      rawData: bytesOf(Float32Array.from(values)),
    }));
  }

  /** A constant number. */
  scalar(value: number, kind: Kind): string {
    return this.#constant(`${kind} ${Object.is(value, -0) ? "-0" : value}`, () => ({
      dims: [],
      ...this.encode([value], kind),
    }));
  }

  /** Constant numbers of some shape. */
  array(values: NDArray, kind: Kind): string {
    const name = this.fresh();
    this.initializers.push({ name, dims: values.shape, ...this.encode(values.data, kind) });
    return name;
  }

  /** How entries of a kind are stored. */
  typeOf(kind: Kind): number {
    if (kind === "integer") return dataTypes.int64;
    if (kind === "boolean") return dataTypes.boolean;
    return this.precision === "double" ? dataTypes.float64 : dataTypes.float32;
  }

  value(name: string, { kind, shape }: Tensor): OnnxValue {
    return { name, dataType: this.typeOf(kind), dims: shape };
  }

  fresh(): string {
    return `v${++this.#made}`;
  }

  encode(values: ArrayLike<number>, kind: Kind): { dataType: number; rawData: Uint8Array } {
    const list = Array.from(values);
    const dataType = this.typeOf(kind);
    if (kind === "integer") return { dataType, rawData: bytesOf(BigInt64Array.from(list, BigInt)) };
    if (kind === "boolean") return { dataType, rawData: Uint8Array.from(list) };
    return {
      dataType,
      rawData: bytesOf(this.precision === "double" ? Float64Array.from(list) : Float32Array.from(list)),
    };
  }

  /** Operators differ in what they make of no entries. */
  #nothing({ shape, kind }: Tensor): string {
    return this.array(new NDArray(new Float64Array(0), shape), kind);
  }

  #half(name: string): string {
    const known = this.#halves.get(name);
    if (known !== undefined) return known;
    const half = this.emit("Cast", [name], { to: dataTypes.float16 });
    this.#halves.set(name, half);
    return half;
  }

  #constant(key: string, make: () => Omit<TensorData, "name">): string {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.fresh();
    this.initializers.push({ name, ...make() });
    this.#constants.set(key, name);
    return name;
  }
}

function beforeBroadcast(tensor: Tensor): Tensor {
  return tensor.primitive === broadcastPrimitive ? tensor.inputs[0]! : tensor;
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}
