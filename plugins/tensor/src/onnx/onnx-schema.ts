import protobuf from "protobufjs/light.js";

const field = (type: string, id: number, rule?: "repeated") => ({ type, id, ...(rule && { rule }) });
const many = (type: string, id: number) => field(type, id, "repeated");

/**
 * The messages of an ONNX file that are read or written here.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
const schema = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: field("int64", 1),
        producerName: field("string", 2),
        producerVersion: field("string", 3),
        docString: field("string", 6),
        graph: field("Graph", 7),
        opsets: many("Opset", 8),
        metadata: many("Entry", 14),
      },
    },
    Opset: { fields: { domain: field("string", 1), version: field("int64", 2) } },
    Entry: { fields: { key: field("string", 1), value: field("string", 2) } },
    Graph: {
      fields: {
        nodes: many("Node", 1),
        name: field("string", 2),
        initializers: many("TensorData", 5),
        inputs: many("ValueInfo", 11),
        outputs: many("ValueInfo", 12),
      },
    },
    Node: {
      fields: {
        inputs: many("string", 1),
        outputs: many("string", 2),
        name: field("string", 3),
        opType: field("string", 4),
        attributes: many("Attribute", 5),
        domain: field("string", 7),
      },
    },
    Attribute: {
      fields: {
        name: field("string", 1),
        f: field("float", 2),
        i: field("int64", 3),
        s: field("bytes", 4),
        t: field("TensorData", 5),
        floats: many("float", 7),
        ints: many("int64", 8),
        type: field("int32", 20),
      },
    },
    TensorData: {
      fields: {
        dims: many("int64", 1),
        dataType: field("int32", 2),
        floatData: many("float", 4),
        int32Data: many("int32", 5),
        int64Data: many("int64", 7),
        name: field("string", 8),
        rawData: field("bytes", 9),
        doubleData: many("double", 10),
        dataLocation: field("int32", 14),
      },
    },
    ValueInfo: { fields: { name: field("string", 1), type: field("ValueType", 2) } },
    ValueType: { fields: { tensorType: field("TensorType", 1) } },
    TensorType: { fields: { elementType: field("int32", 1), shape: field("TensorShape", 2) } },
    TensorShape: { fields: { dims: many("Dimension", 1) } },
    Dimension: { fields: { value: field("int64", 1), name: field("string", 2) } },
  },
});

export const Model = schema.lookupType("Model");

/** Numbers that ONNX gives to types of entries. */
export const dataTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  boolean: 9,
  float16: 10,
  float64: 11,
} as const;
