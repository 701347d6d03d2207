import { NDArray } from "@mesoscope/core";
import { add, cast, compile, gather, type Tensor } from "@mesoscope/tensor";
import { expect, test } from "vitest";
import { candidates } from "../../../plugins/tensor/dist/executors/candidates.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { describeExecutor } from "./every-executor.ts";
import { useSoftwareAdapter } from "./software-adapter.ts";

useSoftwareAdapter();

/** WebGPU Shading Language, section "Accuracy of concrete floating point expressions". */
const languageErrors = { sin: 2 ** -11, cos: 2 ** -11 };

for (const name of ["onnxruntime cpu", "onnxruntime webgpu", "onnxruntime cuda"]) {
  const candidate = candidates.find((one) => one.name === name)!;
  const executor = await candidate.find().catch((error: Error) => error);
  if (executor instanceof Error) test.skip(`${name} is absent: ${executor.message.split("\n")[0]}`, () => {});
  else {
    const inexact = name.endsWith("webgpu") ? languageErrors : {};
    for (const precision of executor.precisions) describeExecutor(executor, precision, { inexact });
  }
}

test("a run that fails is named and leaves the state as it was", async () => {
  const executor = await candidates.find(({ name }) => name === "onnxruntime cpu")!.find();
  const step = ((x: Tensor, at: Tensor) => [add(x, 1), gather(x, cast(at, "integer"))]) as never;
  const { graph } = trace(step, [[1, 2], [0]]);
  const program = await executor.prepare(graph, { precision: "single", carried: 1 });
  program.load([new NDArray(Float64Array.of(1, 2))]);
  await program.run([new NDArray(Float64Array.of(1))]);
  await expect(program.run([new NDArray(Float64Array.of(7))])).rejects.toMatchObject({ code: "DEVICE_FAILED" });
  expect((await program.read())[0]!.data).toEqual(Float64Array.of(2, 3));
  program.dispose();
});

test("a device is refused a precision that it lacks", async () => {
  const wrong = compile((x: Tensor) => add(x, 1), { device: "tfjs cpu", precision: "double" });
  await expect(wrong([1])).rejects.toMatchObject({ code: "NO_PRECISION" });
});
