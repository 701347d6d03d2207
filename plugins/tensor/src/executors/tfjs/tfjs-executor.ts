import type { Executor } from "../executor.js";
import { loadTfjs, type TfjsDevice } from "./load-tfjs.js";
import { tfjsProgram } from "./tfjs-program.js";

/**
 * Runs graphs by forward operations of TensorFlow.js in 32-bit numbers; derivatives are ours.
 *
 * @throws where the device is not there, saying why: a package, a native library or a graphics adapter is missing
 */
export async function tfjsExecutor(device: TfjsDevice): Promise<Executor> {
  const started = await loadTfjs(device);
  return {
    name: `tfjs ${device}`,
    precisions: ["single"],
    prepare: async (graph, { carried }) => tfjsProgram(started, graph, carried),
  };
}
