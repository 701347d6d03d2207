import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "#launch";

export const kernelName = "mesoscope";

const assets = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "assets");
const logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];

/** Writes the kernel's description and logos into `kernels`, a Jupyter `kernels` folder, where they differ; names the folder. */
export function writeKernelspec(kernels: string): string {
  const folder = join(kernels, kernelName);
  for (const [name, content] of kernelspecFiles()) {
    const file = join(folder, name);
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeAtomically(file, content);
  }
  return folder;
}

/** Every file of the kernelspec folder by name. Node is named by its path, so that no PATH can change which one runs. */
export function kernelspecFiles(): [string, Buffer][] {
  const kernel = dirname(createRequire(import.meta.url).resolve("@mesoscope/kernel/package.json"));
  const description = {
    argv: [process.execPath, join(kernel, "dist", "main.node.js"), "{connection_file}"],
    display_name: "TypeScript (Mesoscope)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: {},
  };
  return [
    ["kernel.json", Buffer.from(`${JSON.stringify(description, null, 2)}\n`)],
    ...logos.map((name): [string, Buffer] => [name, readFileSync(join(assets, name))]),
  ];
}
