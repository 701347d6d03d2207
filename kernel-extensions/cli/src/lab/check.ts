import { Sentence, step } from "#launch";
import { kernelName } from "../kernelspec/kernelspec.js";
import { askKernel } from "./ask-kernel.js";
import type { LabServer } from "./server.js";

const cell = "const scales: number[] = [1e-9, 1e-6, 1e-3];\nscales.length * 14";
const expected = "42";

/** Proves that the server lists the kernel and that the kernel, started by it, answers a typed cell. */
export async function checkLab(server: LabServer): Promise<void> {
  const headers = { Authorization: `token ${server.token}` };
  await step("JupyterLab lists the kernel", async () => {
    const answer = await fetch(`${server.address}/api/kernelspecs`, { headers });
    const specs = (await answer.json()) as { default: string; kernelspecs: Record<string, unknown> };
    if (!(kernelName in specs.kernelspecs)) throw new Sentence(`JupyterLab does not list the kernel "${kernelName}".`);
    if (specs.default !== kernelName)
      throw new Sentence(`The default kernel is "${specs.default}", not "${kernelName}".`);
  });
  await step("The kernel answers a cell", async () => {
    const found = await askKernel(server, kernelName, cell);
    if (found !== expected) throw new Sentence(`The kernel answered "${found}" where ${expected} was expected.`);
  });
}
