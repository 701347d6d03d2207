import { NDArray } from "@mesoscope/core";
import { graphicsDevice, loadOnnxruntime } from "#load-onnxruntime";
import { inputTensor } from "../graph/leaves.js";
import { matmul } from "../primitives/matmul.js";
import type { Executor, Precision } from "./executor.js";
import { onnxruntimeExecutor, type Provider } from "./onnxruntime/onnxruntime-executor.js";
import { referenceExecutor } from "./reference/reference-executor.js";
import type { TfjsDevice } from "./tfjs/load-tfjs.js";
import { tfjsExecutor } from "./tfjs/tfjs-executor.js";

/** An executor that may be there. */
export interface Candidate {
  readonly name: string;
  /** Why it is not chosen unless asked for, such as a graphics device that is missing; undefined where it may be. */
  unfit(): string | undefined;
  /** The executor, proven by running a graph; throws where it is not there, saying why. */
  find(): Promise<Executor>;
}

/** In the order in which they are chosen. */
export const candidates: readonly Candidate[] = [
  onnxruntime("cuda", noGraphics),
  tfjs("node-gpu", noGraphics),
  onnxruntime("webgpu", noGraphics),
  tfjs("webgpu", noGraphics),
  onnxruntime("cpu", () => undefined),
  tfjs("node", () => undefined),
  tfjs("wasm", () => undefined),
  tfjs("cpu", () => undefined),
  { name: referenceExecutor.name, unfit: () => undefined, find: async () => referenceExecutor },
];

function onnxruntime(provider: Provider, unfit: Candidate["unfit"]): Candidate {
  const find = async () => {
    const library = await loadOnnxruntime();
    const having = (...precisions: Precision[]) => onnxruntimeExecutor(library, provider, precisions);
    if (provider === "cpu") return proven(having("single", "double", "mixed"), "single");
    const executor = await proven(having("single"), "single");
    return proven(having("single", "mixed"), "mixed").catch(() => executor);
  };
  return { name: `onnxruntime ${provider}`, unfit, find };
}

function tfjs(device: TfjsDevice, unfit: Candidate["unfit"]): Candidate {
  return { name: `tfjs ${device}`, unfit, find: () => tfjsExecutor(device) };
}

function noGraphics(): string | undefined {
  return graphicsDevice() ? undefined : "no graphics device was found";
}

/** Multiplies two matrices: what a device cannot do it may say only when it runs. */
async function proven(executor: Executor, precision: Precision): Promise<Executor> {
  const x = inputTensor(0, [1, 1], "real");
  const program = await executor.prepare({ inputs: [x], outputs: [matmul(x, x)] }, { precision, carried: 0 });
  const [square] = await program.run([new NDArray(Float64Array.of(3), [1, 1])]).finally(() => program.dispose());
  if (square!.data[0] !== 9) throw new Error(`it found 3 · 3 to be ${square!.data[0]}`);
  return executor;
}
