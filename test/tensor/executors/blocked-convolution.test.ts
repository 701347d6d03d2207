import { randomStream } from "@mesoscope/core";
import {
  add,
  compile,
  convolution,
  largerOf,
  mean,
  reshape,
  square,
  type Tensor,
  valueAndGrad,
} from "@mesoscope/tensor";
import "../../contract/close.ts";
import { describe, expect, test } from "vitest";
import { channelBlock } from "../../../plugins/tensor/dist/executors/onnxruntime/channel-block.js";
import { loadOnnxruntime } from "../../../plugins/tensor/dist/executors/onnxruntime/load-onnxruntime.node.js";
import { trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { graphModel } from "../../../plugins/tensor/dist/onnx/graph-model.js";

const onnxruntime = await loadOnnxruntime();
const stream = randomStream(0);
const x = stream.normals([2, 16, 5, 32]);
const kernels = [stream.normals([32, 16, 3, 3]), stream.normals([16, 32, 3, 3])] as const;
const biases = [stream.normals([32]), stream.normals([16])] as const;

const biased = (y: Tensor, bias: Tensor) => add(y, reshape(bias, [-1, 1, 1]));
const relu = (y: Tensor) => largerOf(0, y);
const functions: Readonly<Record<string, (given: readonly Tensor[]) => Tensor>> = {
  "a convolution": ([x, a]) => convolution(x!, a!, { padding: "same" }),
  "strides, dilations and uneven padding": ([x, a]) => convolution(x!, a!, { strides: [2, 1], dilations: [1, 2], padding: [1, 2] }), // biome-ignore format: one line
  "a bias": ([x, a, , bias]) => biased(convolution(x!, a!), bias!),
  "negative entries as 0": ([x, a]) => relu(convolution(x!, a!)),
  "two layers": ([x, a, b, first, second]) => {
    const hidden = relu(biased(convolution(x!, a!, { padding: "same" }), first!));
    return biased(convolution(hidden, b!, { padding: "same" }), second!);
  },
  "a convolution that is used twice": ([x, a, , bias]) => {
    const y = convolution(x!, a!);
    return add(relu(biased(y, bias!)), y);
  },
  "numbers for each channel of images": ([x, a, , bias]) => add(convolution(x!, a!), reshape(bias!, [1, 32, 1, 1])),
  "as many numbers for each column, which are no bias": ([x, a, , bias]) =>
    add(convolution(x!, a!, { padding: "same" }), bias!),
};

describe.each(Object.entries(functions))("with %s, onnxruntime agrees with the reference", (_, f) => {
  const given = [x, ...kernels, ...biases];
  const withGradient = (...all: Tensor[]) => valueAndGrad((at: readonly Tensor[]) => mean(square(f(at))))(all);

  test("in values and gradients", async () => {
    const on = (device: "onnxruntime cpu" | "reference") => compile(withGradient, { device })(...given);
    const [found, expected] = [await on("onnxruntime cpu"), await on("reference")];
    expect(found.value).toBeClose(expected.value, { relative: 1e-5 });
    found.gradient.forEach((array, i) => {
      expect(array).toBeClose(expected.gradient[i]!, { relative: 2e-5, absolute: 2e-5 });
    });
  });
});

const { arch } = process;
test.skipIf(arch !== "x64")(`blocks hold 8 or 16 channels (x64; this is ${arch})`, async () => {
  expect([8, 16]).toContain(await channelBlock(onnxruntime));
});

test("the size of blocks is found once", () => {
  expect(channelBlock(onnxruntime)).toBe(channelBlock(onnxruntime));
});

test("where onnxruntime refuses blocks there are none", async () => {
  const create = (bytes: Uint8Array, options: object) => {
    if (Buffer.from(bytes).includes("nchwc")) throw new Error("unknown domain");
    return onnxruntime.InferenceSession.create(bytes, options);
  };
  const older = { ...onnxruntime, InferenceSession: { create: async (...given: Parameters<typeof create>) => create(...given) } }; // biome-ignore format: one line
  expect(await channelBlock(older as unknown as typeof onnxruntime)).toBe(1);
});

test("images stay in blocks from one convolution to the next", () => {
  const { graph } = trace((...given: Tensor[]) => functions["two layers"]!(given), [x, ...kernels, ...biases]);
  const { nodes } = graphModel(graph, "single", { channelBlock: 8 });
  const count = (opType: string) => nodes.filter((node) => node.opType === opType).length;
  expect([count("ReorderInput"), count("Conv"), count("ReorderOutput"), count("Relu")]).toEqual([1, 2, 2, 0]);
});
