import { NDArray } from "@mesoscope/core";
import {
  add,
  cast,
  compile,
  evaluate,
  gather,
  gelu,
  matmul,
  multiply,
  sigmoid,
  silu,
  type Tensor,
} from "@mesoscope/tensor";
import "../../contract/close.ts";
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

test("no operator is made that has no kernel of 64 bits", async () => {
  const f = (x: Tensor) => [silu(matmul(x, x)), multiply(x, sigmoid(multiply(1.702, x))), gelu(x)];
  const options = { device: "onnxruntime cpu", precision: "double" } as const;
  const results = await compile(
    f,
    options,
  )([
    [0.5, -1],
    [2, 0.25],
  ]);
  results.forEach((result, i) => {
    expect(result).toBeClose(
      evaluate(f, [
        [0.5, -1],
        [2, 0.25],
      ])[i]!,
      { relative: 1e-14 },
    );
  });
});

test("a device is refused a precision that it lacks", async () => {
  const wrong = compile((x: Tensor) => add(x, 1), { device: "tfjs cpu", precision: "double" });
  await expect(wrong([1])).rejects.toMatchObject({ code: "NO_PRECISION" });
});
