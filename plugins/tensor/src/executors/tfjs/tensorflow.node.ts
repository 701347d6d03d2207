import { createRequire } from "node:module";
import path from "node:path";
import type { Tfjs } from "./lowering.js";

/**
 * TensorFlow by its package for Node, as installed next to this one or in the folder that `MESOSCOPE_TFJS` names.
 *
 * @throws where the package or its native library is missing
 */
export function requireTensorflow(name: string): Tfjs {
  const folder = process.env.MESOSCOPE_TFJS;
  const from = createRequire(folder ? path.resolve(folder, "package.json") : import.meta.url);
  mendUtil(from);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  return from(name) as Tfjs;
}

/** The package calls functions that Node has removed. */
function mendUtil(from: NodeJS.Require): void {
  const util = from("node:util") as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
