import type * as Onnxruntime from "onnxruntime-node";

/** Where Node's library cannot be loaded. */
export async function loadOnnxruntime(): Promise<typeof Onnxruntime> {
  throw new Error("it runs in Node only");
}

/** Whether the machine has a graphics device that computes. */
export function graphicsDevice(): boolean {
  return false;
}
