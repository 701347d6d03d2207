import { ValueError } from "@mesoscope/sdk";
import type { Executor, Precision } from "./executors/executor.js";
import { loadOnnxruntime } from "./executors/onnxruntime/load-onnxruntime.node.js";
import { onnxruntimeExecutor } from "./executors/onnxruntime/onnxruntime-executor.js";
import { referenceExecutor } from "./executors/reference/reference-executor.js";

/** Where a computation runs. */
export interface DeviceOptions {
  /** Name of an executor; the fastest that is there unless given. */
  readonly device?: string;
  /** Width of the numbers: "single" (32 bits) where the device has it, unless given. */
  readonly precision?: Precision;
}

/** The executor and precision for these options. */
export async function chooseDevice({
  device = "onnxruntime cpu",
  precision,
}: DeviceOptions): Promise<{ executor: Executor; precision: Precision }> {
  const ort = await loadOnnxruntime();
  const all = [
    ...(ort instanceof Error ? [] : [onnxruntimeExecutor(ort, "cpu"), onnxruntimeExecutor(ort, "webgpu")]),
    referenceExecutor,
  ];
  const executor = all.find(({ name }) => name === device);
  if (!executor) throw new ValueError("NO_DEVICE", `device: there is no ${device}. Give one of reference.`);
  return { executor, precision: precision ?? executor.precisions[0]! };
}
