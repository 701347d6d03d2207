import { allClose, NDArray, randomStream } from "@mesoscope/core";
import type * as Onnxruntime from "onnxruntime-node";
import { type Trace, trace } from "../../graph/trace.js";
import { graphModel } from "../../onnx/graph-model.js";
import { encodeOnnx } from "../../onnx/onnx-model.js";
import { convolution } from "../../primitives/convolution.js";

type Library = typeof Onnxruntime;

/** With 256-bit and 512-bit registers. */
const blocks = [8, 16];
const shapes = [[2, 32, 5, 7], [16, 32, 3, 3]] as const; // biome-ignore format: one list
const found = new WeakMap<Library, Promise<number>>();

/**
 * How many channels of an image onnxruntime's convolutions on this processor keep side by side; 1 where they keep none.
 * onnxruntime does not say so: each number is tried, and the result compared.
 */
export function channelBlock(library: Library): Promise<number> {
  const known = found.get(library) ?? firstThatFits(library);
  found.set(library, known);
  return known;
}

async function firstThatFits(library: Library): Promise<number> {
  const stream = randomStream(0);
  const arrays = shapes.map((shape) => stream.normals(shape));
  const traced = trace((x, kernel) => convolution(x, kernel, { padding: "same" }), arrays);
  const expected = await convolved(library, traced, arrays, 1);
  for (const block of blocks) {
    // A version of onnxruntime without these operators refuses the model.
    const result = await convolved(library, traced, arrays, block).catch(() => undefined);
    if (result && allClose(result, expected, { relative: 1e-4, absolute: 1e-4 })) return block;
  }
  return 1;
}

async function convolved(
  library: Library,
  { graph }: Trace,
  arrays: readonly NDArray[],
  channelBlock: number,
): Promise<NDArray> {
  const session = await library.InferenceSession.create(encodeOnnx(graphModel(graph, "single", { channelBlock })), {
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  const feeds = arrays.map(({ data, shape }, i) => {
    return [`input${i}`, new library.Tensor("float32", Float32Array.from(data), shape)] as const;
  });
  const { output0 } = await session.run(Object.fromEntries(feeds));
  await session.release();
  return new NDArray(Float64Array.from(output0!.data as Float32Array, Number), output0!.dims);
}
