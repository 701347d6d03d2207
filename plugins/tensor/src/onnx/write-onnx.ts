import { allClose, NDArray, randomStream } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { isDrawn } from "../executors/draw.js";
import { runGraph } from "../executors/reference/run-graph.js";
import { fill } from "../graph/leaves.js";
import { inOrder } from "../graph/order.js";
import { isSameShape, type Shape, sizeOf } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { trace } from "../graph/trace.js";
import { graphModel } from "./graph-model.js";
import { readOnnx } from "./import/read-onnx.js";
import { encodeOnnx, type OnnxModel, type OnnxNode, type OnnxValue, type TensorData } from "./onnx-model.js";
import { dataTypes } from "./onnx-schema.js";

export interface WriteOnnxOptions {
  /** Names of the inputs, in order. */
  readonly inputs: readonly string[];
  /** Names of the outputs, in order. */
  readonly outputs: readonly string[];
  /** Leaves the length of the first axis of all inputs open. */
  readonly anyBatch?: boolean;
  /** Text that goes with the model. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Stands for an open length while tracing; a prime, so that its multiples are known again. */
const open = 7919;

/**
 * A function of tensors as the bytes of an `.onnx` file in 32-bit numbers, which onnxruntime runs in any language.
 *
 * @param shapes of the inputs
 *
 * @example
 * const bytes = writeOnnx((x: Tensor) => tanh(x), [[4, 2]], { inputs: ["x"], outputs: ["y"], anyBatch: true });
 * readOnnx(bytes).inputs[0].shape; // ["batch", 2]
 *
 * @throws DataError UNSUPPORTED where the function draws random numbers, or needs to know the open length
 */
export function writeOnnx(
  f: (...inputs: Tensor[]) => unknown,
  shapes: readonly (readonly number[])[],
  { inputs, outputs, anyBatch = false, metadata = {} }: WriteOnnxOptions,
): Uint8Array {
  const traced = shapes.map((shape) => (anyBatch ? shape.with(0, open) : shape));
  const { graph } = trace(
    f,
    traced.map((shape) => fill(0, shape)),
  );
  if (inOrder(graph.outputs).some(isDrawn)) {
    throw new DataError("UNSUPPORTED", "writeOnnx: the function draws random numbers. Give them as inputs.");
  }
  const model = graphModel(graph, "single");
  const named = { ...withNames(model, inputs, outputs), metadata };
  if (!anyBatch) return encodeOnnx(named);
  const bytes = encodeOnnx(withOpenBatch(named));
  checkOpenBatch(bytes, f, shapes);
  return bytes;
}

function withNames(model: OnnxModel, inputs: readonly string[], outputs: readonly string[]): OnnxModel {
  const names = new Map([
    ...model.inputs.map(({ name }, i) => [name, inputs[i] ?? name] as const),
    ...model.outputs.map(({ name }, i) => [name, outputs[i] ?? name] as const),
  ]);
  const renamed = (name: string) => names.get(name) ?? name;
  return {
    ...model,
    nodes: model.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(renamed),
      outputs: node.outputs.map(renamed),
    })),
    inputs: model.inputs.map((value) => ({ ...value, name: renamed(value.name) })),
    outputs: model.outputs.map((value) => ({ ...value, name: renamed(value.name) })),
  };
}

/** The model with the open length as it stands in shapes replaced by what leaves it to the input. */
function withOpenBatch(model: OnnxModel): OnnxModel {
  const added: TensorData[] = [];
  const constants = new Map(model.initializers.map((data) => [data.name, data]));
  const nodes = model.nodes.map((node): OnnxNode => {
    const inputs = node.inputs.map((name, i) => {
      const values = lengthsOf(constants.get(name));
      if (!values?.some(isOpen)) return name;
      const other = `${name} for ${node.outputs[0]}`;
      added.push({
        name: other,
        dims: [values.length],
        dataType: dataTypes.int64,
        rawData: bytesOf(opened(node, i, values)),
      });
      return other;
    });
    return { ...node, inputs };
  });
  const value = (given: OnnxValue) => ({
    ...given,
    dims: given.dims.map((length) => (length === open ? "batch" : length)),
  });
  return {
    ...model,
    nodes,
    initializers: [...model.initializers, ...added],
    inputs: model.inputs.map(value),
    outputs: model.outputs.map(value),
  };
}

function opened({ opType }: OnnxNode, input: number, values: readonly number[]): number[] {
  if (opType === "Reshape" && values.filter(isOpen).length === 1)
    return values.map((value) => (isOpen(value) ? -1 : value));
  if (opType === "Expand") return values.map((value) => (isOpen(value) ? 1 : value));
  if (opType === "Slice" && input === 2) return values.map((value) => (isOpen(value) ? 2 ** 40 : value));
  throw unsupported(`an operator ${opType} needs it`);
}

/** Compares the model with the function for two lengths: the open one may have gone into its numbers. */
function checkOpenBatch(bytes: Uint8Array, f: (...inputs: Tensor[]) => unknown, shapes: readonly Shape[]): void {
  const model = readOnnx(bytes);
  const again = (...inputs: Tensor[]) => {
    const results = model.apply(Object.fromEntries(model.inputs.map(({ name }, i) => [name, inputs[i]!])));
    return model.outputs.map(({ name }) => results[name]!);
  };
  for (const length of [2, 5]) {
    const examples = shapes.map((shape, i) => example(shape.with(0, length), i));
    const [found, expected] = [again, f].map((one) => runGraph(trace(one, examples).graph, examples));
    const fits = found!.every(
      (result, i) =>
        isSameShape(result.shape, expected![i]!.shape) &&
        allClose(result, expected![i]!, { relative: 1e-3, absolute: 1e-4 }),
    );
    if (!fits) throw unsupported("a result depends on it");
  }
}

function example(shape: Shape, seed: number): NDArray {
  const stream = randomStream(seed);
  return new NDArray(
    Float64Array.from({ length: sizeOf(shape) }, () => stream.uniform()),
    shape,
  );
}

function isOpen(value: number): boolean {
  return value !== 0 && value % open === 0;
}

function lengthsOf(data: TensorData | undefined): number[] | undefined {
  if (data?.dataType !== dataTypes.int64 || data.dims.length !== 1) return undefined;
  return Array.from(new BigInt64Array(data.rawData.slice().buffer), Number);
}

function bytesOf(values: readonly number[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
}

function unsupported(found: string): DataError {
  return new DataError(
    "UNSUPPORTED",
    `writeOnnx: the length of the batch cannot be left open: ${found}. Leave out anyBatch.`,
  );
}
