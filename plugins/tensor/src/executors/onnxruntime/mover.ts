import type * as Onnxruntime from "onnxruntime-node";
import type { Tensor } from "../../graph/tensor.js";
import { graphModel } from "../../onnx/graph-model.js";
import { encodeOnnx } from "../../onnx/onnx-model.js";

type Value = Onnxruntime.Tensor;
type Sessions = typeof Onnxruntime.InferenceSession;

/** Brings values to a graphics device and back. */
export interface Mover {
  toDevice(values: readonly Value[]): Promise<Value[]>;
  toHost(values: readonly Value[]): Promise<Value[]>;
  release(): void;
}

/**
 * Moves by running a graph that gives back its inputs: reading a buffer of the device directly ends the whole process
 * in onnxruntime-node 1.30.
 */
export async function mover(sessions: Sessions, provider: string, tensors: readonly Tensor[]): Promise<Mover> {
  const bytes = encodeOnnx(graphModel({ inputs: tensors, outputs: tensors }, "single"));
  const create = (location: "gpu-buffer" | "cpu") =>
    sessions.create(bytes, {
      executionProviders: [provider],
      graphOptimizationLevel: "disabled",
      preferredOutputLocation: Object.fromEntries(tensors.map((_, i) => [`output${i}`, location])),
    });
  const [there, back] = [await create("gpu-buffer"), await create("cpu")];
  const through = async (session: Onnxruntime.InferenceSession, values: readonly Value[]) => {
    const results = await session.run(Object.fromEntries(values.map((value, i) => [`input${i}`, value])));
    return values.map((_, i) => results[`output${i}`]!);
  };
  return {
    toDevice: (values) => through(there, values),
    toHost: (values) => through(back, values),
    release: () => {
      void there.release();
      void back.release();
    },
  };
}
