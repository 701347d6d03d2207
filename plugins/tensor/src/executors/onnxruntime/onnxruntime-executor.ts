import { NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type * as Onnxruntime from "onnxruntime-node";
import type { Kind, Tensor } from "../../graph/tensor.js";
import type { Graph } from "../../graph/trace.js";
import { graphModel } from "../../onnx/graph-model.js";
import { encodeOnnx } from "../../onnx/onnx-model.js";
import type { Executor, Precision, Program } from "../executor.js";
import { runGraph } from "../reference/run-graph.js";
import { threadsFor } from "./threads-for.js";

type Library = typeof Onnxruntime;
type Value = Onnxruntime.Tensor;

/** What onnxruntime calls its devices. */
export type Provider = "cpu" | "webgpu" | "cuda";

/** Runs graphs by onnxruntime on one of its devices; 64-bit numbers on the CPU only. */
export function onnxruntimeExecutor(library: Library, provider: Provider): Executor {
  return {
    name: `onnxruntime ${provider}`,
    precisions: provider === "cpu" ? ["single", "double"] : ["single"],
    async prepare(graph, { precision, carried }) {
      const passed = new Set(
        graph.outputs.slice(0, carried).flatMap((output, i) => (output === graph.inputs[i] ? [i] : [])),
      );
      const written: Graph = { inputs: graph.inputs, outputs: graph.outputs.filter((_, i) => !passed.has(i)) };
      const { model, drawn } = graphModel(written, precision);
      const session = await library.InferenceSession.create(encodeOnnx(model), {
        executionProviders: [provider],
        graphOptimizationLevel: "all",
        intraOpNumThreads: threadsFor(written),
        logSeverityLevel: 3,
      });
      return program(library, session, { graph, precision, carried, passed, drawn });
    },
  };
}

interface Prepared {
  readonly graph: Graph;
  readonly precision: Precision;
  readonly carried: number;
  /** Places of the state that the graph gives back as they came. */
  readonly passed: ReadonlySet<number>;
  readonly drawn: ReadonlyMap<string, Tensor>;
}

function program(library: Library, session: Onnxruntime.InferenceSession, prepared: Prepared): Program {
  const { graph, precision, carried, passed, drawn } = prepared;
  const used = new Set(session.inputNames);
  const names = outputNames(graph.outputs.length, passed);
  let state: Value[] = [];
  const upload = (array: NDArray, kind: Kind) => toValue(library, array, kind, precision);

  return {
    load: (given) => {
      state = given.map((array) => upload(array, "real"));
    },
    async run(inputs) {
      const feeds: Record<string, Value> = {};
      graph.inputs.forEach((_, i) => {
        if (used.has(`input${i}`)) feeds[`input${i}`] = i < carried ? state[i]! : upload(inputs[i - carried]!, "real");
      });
      for (const [name, tensor] of drawn) {
        if (used.has(name)) feeds[name] = upload(drawOutside(graph, tensor, inputs, carried), "real");
      }
      const results = names.some((name) => name !== undefined) ? await session.run(feeds) : {};
      const outputs = names.map((name, i) => (name === undefined ? state[i]! : results[name]!));
      state = outputs.slice(0, carried);
      return outputs.slice(carried).map(toArray);
    },
    read: async () => state.map(toArray),
    dispose: () => void session.release(),
  };
}

/** Outputs that are given back as they came have no name. */
function outputNames(count: number, passed: ReadonlySet<number>): (string | undefined)[] {
  let written = 0;
  return Array.from({ length: count }, (_, i) => (passed.has(i) ? undefined : `output${written++}`));
}

/** Random numbers are the same on every device because the reference executor draws them. */
function drawOutside(graph: Graph, tensor: Tensor, inputs: readonly NDArray[], carried: number): NDArray {
  const needed = { inputs: graph.inputs.slice(carried), outputs: [tensor] };
  return runGraph(needed, inputs)[0]!;
}

function toValue(library: Library, array: NDArray, kind: Kind, precision: Precision): Value {
  if (kind === "integer") return new library.Tensor("int64", BigInt64Array.from(array.data, BigInt), array.shape);
  if (precision === "double") return new library.Tensor("float64", array.data, array.shape);
  return new library.Tensor("float32", Float32Array.from(array.data), array.shape);
}

function toArray(value: Value): NDArray {
  const { data, dims } = value;
  if (data instanceof Float64Array) return new NDArray(data.slice(), dims);
  if (ArrayBuffer.isView(data))
    return new NDArray(Float64Array.from(data as unknown as ArrayLike<number>, Number), dims);
  throw new NumericError("BAD_RESULT", `onnxruntime: a result of type ${value.type} is not numeric. Give numbers.`);
}
