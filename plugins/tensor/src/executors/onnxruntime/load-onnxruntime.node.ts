import { existsSync } from "node:fs";
import process from "node:process";
import type { graphicsDevice as portableDevice, loadOnnxruntime as portableLoad } from "./load-onnxruntime.js";

export const loadOnnxruntime: typeof portableLoad = async () =>
  (await import("onnxruntime-node")).default as Awaited<ReturnType<typeof portableLoad>>;

/** Other systems than Linux always have one that draws the screen. */
export const graphicsDevice: typeof portableDevice = () =>
  process.platform !== "linux" || ["/dev/nvidia0", "/dev/dri/renderD128", "/dev/kfd"].some((file) => existsSync(file));
