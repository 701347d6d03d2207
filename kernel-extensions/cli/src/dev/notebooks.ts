import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { type Home, runProgram, Sentence, step } from "#launch";
import { ensurePython, labPackages, testPackages } from "../python/environment.js";
import { readArguments } from "../terminal/arguments.js";

/**
 * `npm run notebooks [-- NAME … --device DEVICE]`: writes the notebooks of the course anew from the scripts beside them and
 * runs them, all or those whose name begins with one of `args`. Cells that stayed keep their ids.
 */
export async function notebooks(home: Home, args: readonly string[]): Promise<number> {
  const scripts = globSync("notebooks/[0-9]-*/*.ts", { cwd: home.root }).sort();
  const { values, positionals } = readArguments("dev notebooks", args, {
    options: { device: { type: "string" } },
    positionals: Infinity,
  });
  const isNamed = (file: string) => positionals.some((name) => basename(file).startsWith(name));
  const wanted = scripts.filter((file) => positionals.length === 0 || isNamed(file));
  if (wanted.length === 0) {
    const names = scripts.map((file) => basename(file, ".ts")).join(", ");
    throw new Sentence(
      `notebooks: there is none that begins with "${positionals.join('" or "')}". There are: ${names}.`,
    );
  }
  const python = await ensurePython(home, labPackages, testPackages);
  const device = values.device === undefined ? [] : ["--device", values.device];
  const launcher = join(home.root, "kernel-extensions/cli/bin/mesoscope.cjs");
  for (const script of wanted) {
    const notebook = script.replace(/\.ts$/, ".ipynb");
    await step(basename(notebook), async () => {
      await succeed([python, "-m", "jupytext", "--to", "ipynb", "--update", script]);
      await succeed([process.execPath, launcher, "run", notebook, "--out", notebook, ...device]);
    });
  }
  return 0;

  async function succeed(command: string[]): Promise<void> {
    const { status, output } = await runProgram(command, { cwd: home.root });
    if (status !== 0) throw new Error(output);
  }
}
