import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { type Home, runProgram, Sentence, step } from "#launch";
import { ensurePython, labPackages, testPackages } from "../python/environment.js";

/**
 * `npm run notebooks [-- NAME …]`: writes the notebooks of the course anew from the scripts beside them and runs them, all
 * or those whose name begins with one of `args`. Cells that stayed keep their ids.
 */
export async function notebooks(home: Home, args: readonly string[]): Promise<number> {
  const scripts = globSync("notebooks/[0-9]-*/*.ts", { cwd: home.root }).sort();
  const wanted = scripts.filter((file) => args.length === 0 || args.some((name) => basename(file).startsWith(name)));
  if (wanted.length === 0) {
    const names = scripts.map((file) => basename(file, ".ts")).join(", ");
    throw new Sentence(`notebooks: there is none that begins with "${args.join('" or "')}". There are: ${names}.`);
  }
  const python = await ensurePython(home, labPackages, testPackages);
  const launcher = join(home.root, "kernel-extensions/cli/bin/mesoscope.cjs");
  for (const script of wanted) {
    const notebook = script.replace(/\.ts$/, ".ipynb");
    await step(basename(notebook), async () => {
      await succeed([python, "-m", "jupytext", "--to", "ipynb", "--update", script]);
      await succeed([process.execPath, launcher, "run", notebook, "--out", notebook]);
    });
  }
  return 0;

  async function succeed(command: string[]): Promise<void> {
    const { status, output } = await runProgram(command, { cwd: home.root });
    if (status !== 0) throw new Error(output);
  }
}
