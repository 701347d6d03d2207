import { NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import type { Kind } from "../graph/tensor.js";
import { dataTypes, Model } from "./onnx-schema.js";

/** A constant of a model. */
export interface ReadTensor {
  readonly values: NDArray;
  readonly kind: Kind;
}

export type ReadAttribute = number | string | readonly number[] | ReadTensor;

export interface ReadNode {
  readonly opType: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, ReadAttribute>>;
}

export interface ReadInput {
  readonly name: string;
  /** Lengths of the axes; a name for one that may differ from run to run. */
  readonly shape: readonly (number | string)[];
}

/** What an `.onnx` file holds. */
export interface ReadModel {
  readonly nodes: readonly ReadNode[];
  readonly constants: ReadonlyMap<string, ReadTensor>;
  readonly inputs: readonly ReadInput[];
  readonly outputs: readonly ReadInput[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Messages as protobufjs gives them. */
// biome-ignore lint/suspicious/noExplicitAny: decoded messages have the fields of the schema
type Message = any;

/**
 * Reads the bytes of an `.onnx` file.
 *
 * @throws DataError BAD_FILE where they are no ONNX model, EXTERNAL_DATA where the weights lie in another file
 */
export function decodeOnnx(bytes: Uint8Array): ReadModel {
  const model = decode(bytes);
  const graph = model.graph;
  if (!graph || graph.nodes.length === 0) throw badFile("it holds no graph");
  const constants = new Map<string, ReadTensor>(
    graph.initializers.map((data: Message) => [data.name, readTensor(data)]),
  );
  const values = (list: Message[]) => list.map(readInput).filter(({ name }) => !constants.has(name));
  return {
    nodes: graph.nodes.map(readNode),
    constants,
    inputs: values(graph.inputs),
    outputs: values(graph.outputs),
    metadata: Object.fromEntries(model.metadata.map(({ key, value }: Message) => [key, value])),
  };
}

function decode(bytes: Uint8Array): Message {
  try {
    return Model.toObject(Model.decode(bytes), { longs: Number, arrays: true, defaults: true });
  } catch (cause) {
    throw badFile("its bytes are not in the format", cause);
  }
}

function readNode(node: Message): ReadNode {
  return {
    ...node,
    attributes: Object.fromEntries(node.attributes.map((one: Message) => [one.name, readAttribute(one)])),
  };
}

function readAttribute(attribute: Message): ReadAttribute {
  switch (attribute.type) {
    case 1:
      return attribute.f;
    case 2:
      return attribute.i;
    case 3:
      return new TextDecoder().decode(attribute.s);
    case 4:
      return readTensor(attribute.t);
    case 6:
      return attribute.floats;
    default:
      return attribute.ints;
  }
}

function readInput({ name, type }: Message): ReadInput {
  const dims: Message[] = type?.tensorType?.shape?.dims ?? [];
  return { name, shape: dims.map((one, axis) => (one.value > 0 ? one.value : one.name || `axis ${axis}`)) };
}

function readTensor(data: Message): ReadTensor {
  if (data.dataLocation === 1) {
    throw new DataError(
      "EXTERNAL_DATA",
      `readOnnx: the numbers of ${data.name} lie in another file. Save the model as one file, in PyTorch by external_data=False.`,
    );
  }
  const kind = data.dataType === dataTypes.boolean ? "boolean" : isReal(data.dataType) ? "real" : "integer";
  return { values: new NDArray(numbersOf(data), data.dims), kind };
}

function isReal(dataType: number): boolean {
  return dataType === dataTypes.float32 || dataType === dataTypes.float64;
}

function numbersOf(data: Message): Float64Array {
  const listed = [data.floatData, data.int32Data, data.int64Data, data.doubleData].find((list) => list.length > 0);
  if (listed) return Float64Array.from(listed, Number);
  const bytes = Uint8Array.from(data.rawData as Uint8Array);
  const { buffer } = bytes;
  switch (data.dataType) {
    case dataTypes.float32:
      return Float64Array.from(new Float32Array(buffer));
    case dataTypes.float64:
      return new Float64Array(buffer);
    case dataTypes.int64:
      return Float64Array.from(new BigInt64Array(buffer), Number);
    case dataTypes.int32:
      return Float64Array.from(new Int32Array(buffer));
    case dataTypes.int8:
      return Float64Array.from(new Int8Array(buffer));
    case dataTypes.uint8:
    case dataTypes.boolean:
      return Float64Array.from(bytes);
    default:
      throw badFile(`the numbers of ${data.name} are of type ${data.dataType}, which is not read`);
  }
}

function badFile(found: string, cause?: unknown): DataError {
  return new DataError(
    "BAD_FILE",
    `readOnnx: this is no ONNX model that can be read: ${found}. Give the bytes of an .onnx file.`,
    { cause },
  );
}
