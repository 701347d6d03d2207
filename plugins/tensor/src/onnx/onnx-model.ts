import { Model } from "./onnx-schema.js";

/** A tensor that is part of a model, or an attribute. */
export interface TensorData {
  readonly name?: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

/** What an operator is told beside its inputs. */
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly opType: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** An input or output; a length given by a name may differ from run to run. */
export interface OnnxValue {
  readonly name: string;
  readonly dataType: number;
  readonly dims: readonly (number | string)[];
}

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly TensorData[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The operator set that is written; its operators are fixed by the ONNX standard. */
const opset = 18;
const irVersion = 8;

/** The bytes of an `.onnx` file. */
export function encodeOnnx({ nodes, initializers, inputs, outputs, metadata = {} }: OnnxModel): Uint8Array {
  return Model.encode(
    Model.fromObject({
      irVersion,
      producerName: "mesoscope",
      opsets: [{ domain: "", version: opset }, ...vendorDomains(nodes).map((domain) => ({ domain, version: 1 }))],
      metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph: {
        name: "graph",
        nodes: nodes.map((node) => ({
          ...node,
          domain: node.domain ?? "",
          attributes: Object.entries(node.attributes).map(([name, value]) => ({ name, ...attributeOf(value) })),
        })),
        initializers,
        inputs: inputs.map(valueInfo),
        outputs: outputs.map(valueInfo),
      },
    }),
  ).finish();
}

function vendorDomains(nodes: readonly OnnxNode[]): string[] {
  return [...new Set(nodes.flatMap(({ domain }) => domain ?? []))];
}

function attributeOf(value: AttributeValue): object {
  if (typeof value === "string") return { s: new TextEncoder().encode(value), type: 3 };
  if (typeof value === "number") return { i: value, type: 2 };
  if ("float" in value) return { f: value.float, type: 1 };
  return { ints: value, type: 7 };
}

function valueInfo({ name, dataType, dims }: OnnxValue): object {
  const shape = { dims: dims.map((length) => (typeof length === "string" ? { name: length } : { value: length })) };
  return { name, type: { tensorType: { elementType: dataType, shape } } };
}
