import { NDArray } from "@mesoscope/core";
import { cumulativeSum, type Tensor, uniform } from "@mesoscope/tensor";
import { expect, test } from "vitest";
import { observed } from "../../../plugins/tensor/dist/executors/tfjs/device-errors.js";
import { loadTfjs, type TfjsDevice } from "../../../plugins/tensor/dist/executors/tfjs/load-tfjs.js";
import { requireTensorflow } from "../../../plugins/tensor/dist/executors/tfjs/tensorflow.node.js";
import { tfjsExecutor } from "../../../plugins/tensor/dist/executors/tfjs/tfjs-executor.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { describeExecutor } from "./every-executor.ts";
import { useSoftwareAdapter } from "./software-adapter.ts";

useSoftwareAdapter();
const devices: readonly TfjsDevice[] = ["cpu", "wasm", "webgpu", "node", "node-gpu"];

/** WebGPU Shading Language, section "Accuracy of concrete floating point expressions". */
const languageErrors = { sin: 2 ** -11, cos: 2 ** -11 };

for (const device of devices) {
  const executor = await tfjsExecutor(device).catch((error: Error) => error);
  if (executor instanceof Error) {
    test.skip(`tfjs ${device} is absent: ${executor.message.split("\n")[0]}`, () => {});
  } else {
    const { tf } = await loadTfjs(device);
    const live = () => tf.memory().numTensors;
    describeExecutor(executor, "single", { live, inexact: device === "webgpu" ? languageErrors : {} });
  }
}

test("a device whose package is missing says so", async () => {
  await expect(requireTensorflow("@tensorflow/tfjs-missing")).rejects.toThrow(
    "tfjs: the package @tensorflow/tfjs-missing is not installed.",
  );
});

test("random numbers whose key is on the device are refused", async () => {
  const { graph } = trace(((key: Tensor) => [key, uniform(key, [2])]) as never, [1]);
  const cpu = await tfjsExecutor("cpu");
  await expect(cpu.prepare(graph, { precision: "single", carried: 1 })).rejects.toMatchObject({
    code: "KEY_ON_DEVICE",
  });
});

test("an operation that the library lacks on a device is named", async () => {
  const { graph } = trace(((x: Tensor) => cumulativeSum(x)) as never, [[1, 2]]);
  const { tf } = await loadTfjs("wasm");
  const kernel = tf.getKernel("Cumsum", "wasm");
  tf.unregisterKernel("Cumsum", "wasm");
  const program = await (await tfjsExecutor("wasm")).prepare(graph, { precision: "single", carried: 0 });
  const before = tf.memory().numTensors;
  const lacking = program.run([new NDArray(Float64Array.of(1, 2), [2])]);
  await expect(lacking).rejects.toMatchObject({
    code: "NO_KERNEL",
    message: expect.stringMatching(/^cumulativeSum: TensorFlow.js lacks the operation Cumsum on wasm\. .*"tfjs cpu"/),
  });
  expect(tf.memory().numTensors).toBe(before);
  tf.registerKernel(kernel);
});

test("errors that a device reports afterwards are thrown", async () => {
  const scopes: string[] = [];
  const device = {
    pushErrorScope: (filter: string) => void scopes.push(filter),
    popErrorScope: async () => (scopes.pop() ? { message: "invalid program" } : null),
  };
  const { done, error } = observed(device, () => 7);
  expect([done, (await error)!.message, scopes.length]).toEqual([7, "invalid program", 0]);
  const fail = () => observed(device, () => expect.fail("not computed"));
  expect(fail).toThrow("not computed");
  expect(scopes.length).toBe(0);
});
