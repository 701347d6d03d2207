import type { Home } from "#launch";
import { explain, Sentence } from "#launch";
import { readArguments } from "../terminal/arguments.js";
import { placeKernelspec, removeKernelspec } from "./installed.js";
import { prefixKernels, userKernels } from "./kernels-folder.js";

/** `mesoscope install`: makes the kernel, and the front end for it, known to a Jupyter that is there already. */
export async function install(home: Home, args: readonly string[]): Promise<number> {
  const kernels = kernelsFolder("install", args);
  const folder = toldPlainly(kernels, home, () => placeKernelspec(kernels));
  console.log(`The kernel is installed in ${folder}. It runs from ${home.root}: keep that folder where it is.`);
  return 0;
}

/** `mesoscope uninstall`: takes back what `install` with the same options has done. */
export async function uninstall(home: Home, args: readonly string[]): Promise<number> {
  const kernels = kernelsFolder("uninstall", args);
  const folder = toldPlainly(kernels, home, () => removeKernelspec(kernels));
  console.log(`The kernel is removed from ${folder}.`);
  return 0;
}

function kernelsFolder(command: string, args: readonly string[]): string {
  const { values } = readArguments(command, args, {
    options: { user: { type: "boolean" }, prefix: { type: "string" } },
    positionals: 0,
  });
  if (values.user && values.prefix !== undefined) {
    throw new Sentence(`${command}: --user and --prefix exclude each other. Give one of them.`);
  }
  if (values.prefix === "") throw new Sentence(`${command}: --prefix names no folder. Write --prefix DIR.`);
  return values.prefix === undefined ? userKernels() : prefixKernels(values.prefix);
}

/** Does `work`; where the folder cannot be written, says so in a sentence that names it. */
function toldPlainly<T>(kernels: string, home: Home, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Sentence) throw error;
    throw explain("The kernelspec", (error as Error).message, { ...home, root: kernels });
  }
}
