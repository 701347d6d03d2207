import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Home, handOver, type Lockfile, missingEntries, runProgram, step } from "#launch";
import { packageFolders } from "./package-folders.js";

/** Format, lint, types of the tests, unused code, publishable packages and the lockfile: each is run, all that fail are shown. */
export async function check(home: Home): Promise<number> {
  const program = (folder: string, file: string) => [process.execPath, join(home.root, "node_modules", folder, file)];
  const tools: [string, () => Promise<string | undefined>][] = [
    ["Format and lint (biome)", tool([...program("@biomejs/biome", "bin/biome"), "ci", "--colors=off"])],
    ["Lint of promises (eslint)", tool([...program("eslint", "bin/eslint.js"), ".", "--max-warnings=0"])],
    ["Types of the tests (tsc)", tool([...program("typescript", "bin/tsc"), "-p", "test/tsconfig.json"])],
    ["Unused code (knip)", tool([...program("knip", "bin/knip.js")])],
    ...packageFolders(home).map((folder): [string, () => Promise<string | undefined>] => [
      `Package ${folder} (publint)`,
      tool([...program("publint", "src/cli.js"), join(home.root, folder), "--strict"]),
    ]),
    ["Lockfile", async () => lockfileComplaint(home)],
  ];
  function tool(command: string[]) {
    return async () => {
      const { status, output } = await runProgram(command, { cwd: home.root });
      return status === 0 ? undefined : output;
    };
  }
  let failures = 0;
  for (const [title, run] of tools) {
    await step(title, async () => {
      const output = await run();
      if (output !== undefined) throw new Error(output);
    }).catch((error: Error) => {
      failures++;
      console.error(error.message);
    });
  }
  console.log(failures === 0 ? "Everything is in order." : `${failures} of ${tools.length} checks failed.`);
  return failures === 0 ? 0 : 1;
}

function lockfileComplaint(home: Home): string | undefined {
  const lock = JSON.parse(readFileSync(join(home.root, "package-lock.json"), "utf8")) as Lockfile;
  const missing = missingEntries(lock).map(({ path }) => path);
  if (missing.length === 0) return undefined;
  return `${missing.join("\n")}\nare missing. Run: node kernel-extensions/cli/launch/lockfile.cjs`;
}

/** The reference of every package, into `docs/`. */
export async function docs(home: Home, args: readonly string[]): Promise<number> {
  return handOver([process.execPath, join(home.root, "node_modules", "typedoc", "bin", "typedoc"), ...args], {
    cwd: home.root,
  });
}
