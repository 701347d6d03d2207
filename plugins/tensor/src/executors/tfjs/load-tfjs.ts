import { ValueError } from "@mesoscope/sdk";
import type { KernelBackend } from "@tensorflow/tfjs-core";
import type { ReportingDevice } from "./device-errors.js";
import type { Tfjs } from "./lowering.js";
import { quietly } from "./quietly.js";

/** Devices of TensorFlow.js: CUDA and the CPU through the native library, the graphics device, and the CPU without. */
export type TfjsDevice = "node-gpu" | "node" | "webgpu" | "wasm" | "cpu";

/** A copy of the library whose backend has started. */
export interface Started {
  readonly tf: Tfjs;
  readonly backend: string;
  /** The device of WebGPU, which reports errors afterwards. */
  readonly device?: ReportingDevice;
}

const loaders: Readonly<Record<TfjsDevice, () => Promise<Started>>> = {
  "node-gpu": () => native("@tensorflow/tfjs-node-gpu"),
  node: () => native("@tensorflow/tfjs-node"),
  async webgpu() {
    await requireAdapter();
    const { tf, backend, instance } = await started("webgpu", () => import("@tensorflow/tfjs-backend-webgpu"));
    return { tf, backend, device: (instance as unknown as { readonly device: ReportingDevice }).device };
  },
  wasm: () => started("wasm", () => import("@tensorflow/tfjs-backend-wasm")),
  async cpu() {
    const { tf, backend, instance } = await started("cpu", () => import("@tensorflow/tfjs-backend-cpu"));
    // Else it advises to install another backend.
    (instance as unknown as { firstUse: boolean }).firstUse = false;
    return { tf, backend };
  },
};

const found = new Map<TfjsDevice, Promise<Started>>();
let last: Promise<unknown> = Promise.resolve();

/** The library with a device, started once; one after another, because all share one engine. */
export function loadTfjs(device: TfjsDevice): Promise<Started> {
  if (!found.has(device)) {
    const loading = last.then(loaders[device], loaders[device]);
    found.set(device, loading);
    last = loading;
  }
  return found.get(device)!;
}

async function started(backend: string, load: () => Promise<unknown>): Promise<Started & { instance: KernelBackend }> {
  const tf = await import("@tensorflow/tfjs-core");
  await quietly(tf, load);
  const before = tf.engine().registry[backend];
  if (before) return { tf, backend, instance: before };
  // Started by the engine itself, it would keep the engine from running others meanwhile.
  const instance = await tf.findBackendFactory(backend)();
  tf.removeBackend(backend);
  tf.registerBackend(backend, () => instance);
  return { tf, backend, instance };
}

async function native(name: string): Promise<Started> {
  const { requireTensorflow } = await import("./tensorflow.node.js");
  return { tf: await requireTensorflow(name), backend: "tensorflow" };
}

async function requireAdapter(): Promise<void> {
  const host = globalThis.navigator as unknown as { gpu?: { requestAdapter(): Promise<unknown> } };
  if (!host.gpu) (await import("./dawn.node.js")).installDawn();
  if (await host.gpu!.requestAdapter()) return;
  throw new ValueError("NO_DEVICE", "tfjs webgpu: no graphics adapter was found. Use another device.");
}
