import { fileURLToPath } from "node:url";
import { kernelOptions } from "./node-options.js";
import { supportedEncryption } from "./wire/encryption.node.js";

/** The variable by which cells learn where the Jupyter that started the kernel is installed. */
export const prefixVariable = "MESOSCOPE_JUPYTER_PREFIX";

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
  const program = fileURLToPath(new URL("./kernel/main.js", import.meta.url));
  return {
    // Jupyter puts its own `sys.prefix` for {prefix}: the front end's extensions are there.
    argv: [node, ...kernelOptions, program, "{connection_file}", "{prefix}"],
    display_name: "TypeScript (Mesoscope)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: true, supported_encryption: supportedEncryption() },
  };
}
