import { NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type * as Onnxruntime from "onnxruntime-node";
import type { Graph } from "../../graph/trace.js";
import { graphModel } from "../../onnx/graph-model.js";
import { encodeOnnx } from "../../onnx/onnx-model.js";
import { webgpuRewrites } from "../../onnx/rewrites.js";
import { drawerOf } from "../draw.js";
import type { Executor, Precision, Program } from "../executor.js";
import { channelBlock } from "./channel-block.js";
import { type Mover, mover } from "./mover.js";
import { threadsFor } from "./threads-for.js";

type Library = typeof Onnxruntime;
type Value = Onnxruntime.Tensor;

/** What onnxruntime calls its devices. */
export type Provider = "cpu" | "webgpu" | "cuda";

/**
 * Runs graphs by onnxruntime on one of its devices, in the precisions that it has. On the CPU onnxruntime multiplies
 * numbers of 16 bits as ones of 32.
 */
export function onnxruntimeExecutor(library: Library, provider: Provider, precisions: readonly Precision[]): Executor {
  return {
    name: `onnxruntime ${provider}`,
    precisions,
    async prepare(graph, { precision, carried }) {
      const passed = new Set(
        graph.outputs.slice(0, carried).flatMap((output, i) => (output === graph.inputs[i] ? [i] : [])),
      );
      const written: Graph = { inputs: graph.inputs, outputs: graph.outputs.filter((_, i) => !passed.has(i)) };
      const { drawn, draw } = drawerOf(graph, carried);
      const rewrites = provider === "webgpu" ? webgpuRewrites : {};
      const block = provider === "cpu" && precision === "single" ? await channelBlock(library) : 1;
      const model = graphModel(written, precision, { drawn, rewrites, channelBlock: block });
      const session = await library.InferenceSession.create(encodeOnnx(model), {
        executionProviders: [provider],
        graphOptimizationLevel: "all",
        intraOpNumThreads: threadsFor(written),
        logSeverityLevel: 4,
        ...(precision === "double" && doubleOptions),
        ...(provider === "webgpu" && {
          preferredOutputLocation: stateLocations(graph.outputs.length, carried, passed),
        }),
      });
      const state = graph.inputs.slice(0, carried);
      const moves =
        provider === "webgpu" && carried > 0 ? await mover(library.InferenceSession, provider, state) : undefined;
      return program(library, session, { graph, precision, carried, passed, draw, moves });
    },
  };
}

/** Optimisers that keep factors in attributes, which have 32 bits, or make operators that have no kernel of 64 bits. */
const singleOptimizers = ["MatMulScaleFusion", "QuickGeluFusion", "FastGeluFusion", "GeluFusionL1", "GeluFusionL2"];
const doubleOptions = { extra: { optimization: { disable_specified_optimizers: singleOptimizers.join(";") } } };

interface Prepared {
  readonly graph: Graph;
  readonly precision: Precision;
  readonly carried: number;
  /** Places of the state that the graph gives back as they came. */
  readonly passed: ReadonlySet<number>;
  draw(inputs: readonly NDArray[]): NDArray[];
  /** Where the state lies on a device of its own. */
  readonly moves: Mover | undefined;
}

function program(library: Library, session: Onnxruntime.InferenceSession, prepared: Prepared): Program {
  const { graph, precision, carried, passed, draw, moves } = prepared;
  const used = new Set(session.inputNames);
  const names = outputNames(graph.outputs.length, passed);
  let state: Value[] = [];
  /** A state that has not been brought to the device. */
  let given: Value[] | undefined;
  const upload = (array: NDArray) => toValue(library, array, precision);

  return {
    load: (arrays) => {
      given = arrays.map((array) => upload(array));
    },
    async run(inputs) {
      if (given) state = moves ? await moves.toDevice(given) : given;
      given = undefined;
      const feeds: Record<string, Value> = {};
      graph.inputs.forEach((_, i) => {
        if (used.has(`input${i}`)) feeds[`input${i}`] = i < carried ? state[i]! : upload(inputs[i - carried]!);
      });
      draw(inputs).forEach((array, i) => {
        if (used.has(`drawn${i}`)) feeds[`drawn${i}`] = upload(array);
      });
      const results = names.some((name) => name !== undefined) ? await runSession(session, feeds) : {};
      const outputs = names.map((name, i) => (name === undefined ? state[i]! : results[name]!));
      state.forEach((old, i) => {
        if (old.location === "gpu-buffer" && old !== outputs[i]) old.dispose();
      });
      state = outputs.slice(0, carried);
      return outputs.slice(carried).map(toArray);
    },
    read: async () => (given ?? (moves ? await moves.toHost(state) : state)).map(toArray),
    dispose: () => {
      void session.release();
      moves?.release();
    },
  };
}

async function runSession(
  session: Onnxruntime.InferenceSession,
  feeds: Record<string, Value>,
): Promise<Onnxruntime.InferenceSession.OnnxValueMapType> {
  try {
    return await session.run(feeds);
  } catch (cause) {
    throw new NumericError(
      "DEVICE_FAILED",
      `onnxruntime: the device failed: ${(cause as Error).message.split("\n")[0]}. The state before this run is kept; use smaller batches, or another device.`,
      { cause },
    );
  }
}

/** Where outputs are left: the state on the device, results with us. */
function stateLocations(
  count: number,
  carried: number,
  passed: ReadonlySet<number>,
): Record<string, "gpu-buffer" | "cpu"> {
  const names = outputNames(count, passed);
  return Object.fromEntries(
    names.flatMap((name, i) => (name === undefined ? [] : [[name, i < carried ? "gpu-buffer" : "cpu"] as const])),
  );
}

/** Outputs that are given back as they came have no name. */
function outputNames(count: number, passed: ReadonlySet<number>): (string | undefined)[] {
  let written = 0;
  return Array.from({ length: count }, (_, i) => (passed.has(i) ? undefined : `output${written++}`));
}

function toValue(library: Library, array: NDArray, precision: Precision): Value {
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
