import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { type Home, handOver, Sentence } from "#launch";
import { ensurePython, labPackages, testPackages } from "../python/environment.js";

/** `npm run bench -- NAME …`: runs the file `bench/NAME.ts` of whichever package has it; the rest of `args` go to it. */
export async function bench(home: Home, args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  const files = globSync("{kernel-extensions,plugins}/*/bench/*.ts", { cwd: home.root });
  const file = files.find((candidate) => basename(candidate, ".ts") === name);
  if (!file) {
    const names = files.map((candidate) => basename(candidate, ".ts")).sort();
    throw new Sentence(`bench: there is no bench "${name}". There are: ${names.join(", ")}.`);
  }
  const python = await ensurePython(home, labPackages, testPackages);
  const env = { ...process.env, MESOSCOPE_PYTHON: python };
  return handOver([process.execPath, join(home.root, file), ...rest], { cwd: home.root, env });
}
