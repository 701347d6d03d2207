import { spawn } from "node:child_process";
import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MesoscopeError, ValueError } from "@mesoscope/sdk";
import { nearest, upwards } from "../../project/upwards.node.js";
import { print } from "../capture/stream.node.js";
import { ask } from "../context/ask.node.js";
import { currentRun, type Run } from "../run.node.js";

/** `%npm install NAME…`: adds packages to the notebook's project, without running any script of theirs. */
export async function npm(argument: string): Promise<void> {
  const [action, ...names] = argument.trim().split(/\s+/);
  if ((action !== "install" && action !== "i") || names.length === 0) {
    throw new ValueError(
      "BAD_MAGIC",
      `%npm ${argument}`.trim() + " is not known. Use %npm install NAME, such as %npm install lodash.",
    );
  }
  const wrong = names.find((name) => name.startsWith("-"));
  if (wrong !== undefined)
    throw new ValueError("BAD_PACKAGE_NAME", `%npm install: "${wrong}" is no package name. Use name or name@version.`);
  const status = await runNpm(["install", "--ignore-scripts", "--no-fund", "--no-audit", ...names], projectFolder());
  if (status !== 0)
    throw new MesoscopeError("NPM_FAILED", `%npm install: npm ended with status ${status}; its messages are above.`);
  await ask({ kind: "packages-changed" });
}

/** The nearest folder with a `package.json`; without one the notebook's folder gets one. */
function projectFolder(): string {
  const here = process.cwd();
  const found = nearest("package.json", here);
  if (found !== undefined) return dirname(found);
  writeFileSync(join(here, "package.json"), `${JSON.stringify({ private: true, type: "module" }, null, 2)}\n`);
  return here;
}

function runNpm(words: readonly string[], folder: string): Promise<number | null> {
  const run = currentRun();
  const child = spawn(process.execPath, [npmProgram(), ...words], {
    cwd: folder,
    env: npmEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  run?.onStop.push(() => child.kill());
  for (const name of ["stdout", "stderr"] as const) child[name].on("data", (chunk) => relay(run, name, chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

const relay = (run: Run | undefined, name: "stdout" | "stderr", chunk: Buffer) =>
  print(run, name, chunk.toString("utf8"));

/** npm beside this Node, in a private runtime, as told by a running npm, or on the path. */
function npmProgram(): string {
  const besideNode = dirname(process.execPath);
  const folders = [...upwards(fileURLToPath(new URL(".", import.meta.url))), ...upwards(process.cwd())];
  const candidates = [
    join(besideNode, "../lib/node_modules/npm/bin/npm-cli.js"),
    join(besideNode, "node_modules/npm/bin/npm-cli.js"),
    ...folders.map((folder) => join(folder, ".runtime/node_modules/npm/bin/npm-cli.js")),
    process.env.npm_execpath ?? "",
    ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "npm")),
    ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "node_modules/npm/bin/npm-cli.js")),
  ];
  const found = candidates.filter((file) => file !== "" && existsSync(file)).map((file) => realpathSync(file));
  const program = found.find((file) => file.endsWith("npm-cli.js"));
  if (program) return program;
  throw new MesoscopeError(
    "NO_NPM",
    "%npm: npm was not found beside Node nor on the PATH. Install npm, or Node with npm.",
  );
}

/** The environment without what an npm above us has set, which would send the packages to its own project. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const kept = /^npm_config_(registry|cache|userconfig|globalconfig|cafile|.*proxy)$/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name !== "NODE_OPTIONS" && (!/^npm_/i.test(name) || kept.test(name)),
    ),
  );
}
