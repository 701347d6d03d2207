import { add, sum, type Tensor } from "@mesoscope/tensor";
import { afterEach, expect, test } from "vitest";
import { threadsFor } from "../../../plugins/tensor/dist/executors/onnxruntime/threads-for.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";

const large = new Float64Array(2 ** 17);
const computed = trace((x: Tensor) => sum(add(x, 1)), [large]).graph;
const read = trace((x: Tensor) => sum(x), [large]).graph;
const before = process.env.MESOSCOPE_THREADS;

afterEach(() => {
  if (before === undefined) delete process.env.MESOSCOPE_THREADS;
  else process.env.MESOSCOPE_THREADS = before;
});

test("large tensors that are computed get all cores, or as many as are allowed", () => {
  delete process.env.MESOSCOPE_THREADS;
  expect(threadsFor(computed)).toBe(0);
  process.env.MESOSCOPE_THREADS = "3";
  expect(threadsFor(computed)).toBe(3);
});

test("large data that are only read do not", () => {
  process.env.MESOSCOPE_THREADS = "3";
  expect(threadsFor(read)).toBe(1);
});

test("a limit that is no number is refused", () => {
  process.env.MESOSCOPE_THREADS = "many";
  expect(() => threadsFor(computed)).toThrow("device: MESOSCOPE_THREADS is NaN. Give a whole number of at least 1.");
});
