import type * as Onnxruntime from "onnxruntime-node";

/** The library, or why it is not there. */
export async function loadOnnxruntime(): Promise<typeof Onnxruntime | Error> {
  try {
    return (await import("onnxruntime-node")).default as typeof Onnxruntime;
  } catch (error) {
    return error as Error;
  }
}
