import { fileURLToPath } from "node:url";
import { kernelOptions } from "./node-options.js";
import { supportedEncryption } from "./wire/encryption.node.js";

/** The content of a `kernel.json`. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: "typescript";
  readonly interrupt_mode: "message";
  readonly metadata: object;
}

/**
 * What Jupyter must know to start the kernel, by the Node at `node` (an absolute path; default the one that runs this).
 *
 * @example
 * kernelSpec().display_name; // "TypeScript (Mesoscope)"
 */
export function kernelSpec({ node = process.execPath }: { node?: string } = {}): KernelSpec {
  return {
    argv: [node, ...kernelOptions, fileURLToPath(new URL("./kernel/main.js", import.meta.url)), "{connection_file}"],
    display_name: "TypeScript (Mesoscope)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: true, supported_encryption: supportedEncryption() },
  };
}
