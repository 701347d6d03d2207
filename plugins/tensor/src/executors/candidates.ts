import { graphicsDevice, loadOnnxruntime } from "#load-onnxruntime";
import { inputTensor } from "../graph/leaves.js";
import { add } from "../primitives/arithmetic.js";
import type { Executor } from "./executor.js";
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
  const find = async () => proven(onnxruntimeExecutor(await loadOnnxruntime(), provider));
  return { name: `onnxruntime ${provider}`, unfit, find };
}

function tfjs(device: TfjsDevice, unfit: Candidate["unfit"]): Candidate {
  return { name: `tfjs ${device}`, unfit, find: () => tfjsExecutor(device) };
}

function noGraphics(): string | undefined {
  return graphicsDevice() ? undefined : "no graphics device was found";
}

async function proven(executor: Executor): Promise<Executor> {
  const x = inputTensor(0, [1], "real");
  const program = await executor.prepare({ inputs: [x], outputs: [add(x, 1)] }, { precision: "single", carried: 0 });
  program.dispose();
  return executor;
}
