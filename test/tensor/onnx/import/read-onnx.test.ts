import { readFileSync } from "node:fs";
import path from "node:path";
import { NDArray } from "@mesoscope/core";
import { add, compile, evaluate, grad, readOnnx, sum, type Tensor, writeOnnx } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { reference } from "../../../contract/close.ts";

const folder = path.resolve(import.meta.dirname, "../../../reference/tensor");
const read = (name: string) => readOnnx(readFileSync(path.join(folder, `${name}.onnx`)));
const cases = reference("tensor/onnx-models.json");
const arrayOf = ({ data, shape }: { data: number[]; shape: number[] }) => new NDArray(Float64Array.from(data), shape);

describe.each(["images", "sequence"])("a network that PyTorch wrote: %s", (name) => {
  const model = read(name);
  const x = arrayOf(cases[name].x);

  test("gives PyTorch's results", () => {
    const results = evaluate((given: Tensor) => model.apply({ x: given }), x);
    expect(Object.keys(results)).toEqual(Object.keys(cases[name].results));
    for (const [output, expected] of Object.entries(cases[name].results)) {
      expect(results[output]).toBeClose(arrayOf(expected as never), { relative: 1e-5, absolute: 2e-6 });
    }
  });

  test("gives PyTorch's derivatives", () => {
    const total = (given: Tensor) =>
      Object.values(model.apply({ x: given }))
        .map((part) => sum(part))
        .reduce(add);
    expect(grad(total)(x).data).toBeClose(cases[name].slope, { relative: 1e-4, absolute: 1e-5 });
  });

  test("runs compiled", async () => {
    const run = compile((given: Tensor) => model.apply({ x: given }));
    const results = await run(x);
    const expected = cases[name].results.result0;
    expect(results.result0).toBeClose(arrayOf(expected), { relative: 1e-4, absolute: 1e-5 });
    run.dispose();
  });
});

test("weights may be given, so that they can be trained", () => {
  const model = readOnnx(writeOnnx((x: Tensor) => add(x, [1, 2]), [[1, 2]], { inputs: ["x"], outputs: ["y"] }));
  const [name] = Object.keys(model.parameters);
  const shifted = (shift: Tensor) => sum(model.apply({ x: add(shift, 0) }, { [name!]: shift }).y!);
  expect(grad(shifted)([3, 4]).data).toEqual(Float64Array.of(2, 2));
});

describe("says what it cannot read", () => {
  test.each([
    ["bytes of something else", new TextEncoder().encode("<html>not a model</html>")],
    ["half a model", readFileSync(path.join(folder, "images.onnx")).subarray(0, 5000)],
    ["nothing", new Uint8Array()],
  ])("%s", (_, bytes) => {
    expect(() => readOnnx(bytes)).toThrow(expect.objectContaining({ code: "BAD_FILE" }));
  });

  test("an input that is not given", () => {
    const wrong = () => evaluate(() => read("sequence").apply({}));
    expect(wrong).toThrow(
      expect.objectContaining({ code: "MISSING_INPUT", message: expect.stringContaining("are x.") }),
    );
  });
});
