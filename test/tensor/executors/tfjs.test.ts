import { describe, expect, test } from "vitest";
import { loadTfjs, type TfjsDevice } from "../../../plugins/tensor/dist/executors/tfjs/load-tfjs.js";
import { tfjsExecutor } from "../../../plugins/tensor/dist/executors/tfjs/tfjs-executor.js";
import { describeExecutor } from "./every-executor.ts";
import { useSoftwareAdapter } from "./software-adapter.ts";

useSoftwareAdapter();
const devices: readonly TfjsDevice[] = ["cpu", "wasm", "webgpu", "node", "node-gpu"];

for (const device of devices) {
  const executor = await tfjsExecutor(device).catch((error: Error) => error);
  if (executor instanceof Error) {
    test.skip(`tfjs ${device} is absent: ${executor.message.split("\n")[0]}`, () => {});
  } else {
    const { tf } = await loadTfjs(device);
    describeExecutor(executor, "single", () => tf.memory().numTensors);
  }
}
