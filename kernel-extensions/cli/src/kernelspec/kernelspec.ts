import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { kernelSpec } from "@mesoscope/kernel";
import { writeAtomically } from "#launch";

export const kernelName = "mesoscope";

const assets = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "assets");
const logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];

/** Writes the kernel's description and logos into `kernels`, a Jupyter `kernels` folder, where they differ. */
export function writeKernelspec(kernels: string): void {
  for (const [name, content] of kernelspecFiles()) {
    const file = join(kernels, kernelName, name);
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeAtomically(file, content);
  }
}

/**
 * Every file of the kernelspec folder by name; `mark` is kept in the metadata.
 * Node is named by its path, so that no PATH can change which one runs.
 */
export function kernelspecFiles(mark: object = {}): [string, Buffer][] {
  const specification = kernelSpec();
  const description = { ...specification, metadata: { ...specification.metadata, [kernelName]: mark } };
  return [
    ["kernel.json", Buffer.from(`${JSON.stringify(description, null, 2)}\n`)],
    ...logos.map((name): [string, Buffer] => [name, readFileSync(join(assets, name))]),
  ];
}
