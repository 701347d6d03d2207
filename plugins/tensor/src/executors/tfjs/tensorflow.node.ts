import { createRequire } from "node:module";
import path from "node:path";
import util from "node:util";
import { ValueError } from "@mesoscope/sdk";
import type { Tfjs } from "./lowering.js";
import { quietly } from "./quietly.js";

/**
 * TensorFlow by its package for Node, as installed next to this one or in the folder that `MESOSCOPE_TFJS` names.
 *
 * @throws ValueError NO_DEVICE where the package is missing; what the package throws where its native library is
 */
export async function requireTensorflow(name: string): Promise<Tfjs> {
  const folder = process.env.MESOSCOPE_TFJS;
  const require = createRequire(folder ? path.resolve(folder, "package.json") : import.meta.url);
  checkInstalled(require, name);
  // The package calls functions that Node has removed or warns of.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (value: unknown) => value == null });
  // Else TensorFlow tells of the processor on its start.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  return quietly(coreOf(require, name), () => require(name) as Tfjs);
}

function checkInstalled(require: NodeJS.Require, name: string): void {
  try {
    require.resolve(name);
  } catch (error) {
    throw new ValueError(
      "NO_DEVICE",
      `tfjs: the package ${name} is not installed. Install it, or name the folder that has it in MESOSCOPE_TFJS.`,
      { cause: error },
    );
  }
}

function coreOf(require: NodeJS.Require, name: string): Tfjs {
  const union = createRequire(require.resolve(name)).resolve("@tensorflow/tfjs");
  return createRequire(union)("@tensorflow/tfjs-core") as Tfjs;
}
