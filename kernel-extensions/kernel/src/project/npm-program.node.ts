import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MesoscopeError } from "@mesoscope/sdk";
import { upwards } from "./upwards.node.js";

/**
 * npm beside this Node, in a private runtime, as told by a running npm, or on the path.
 *
 * @throws MesoscopeError NO_NPM
 */
export function npmProgram(): string {
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
export function npmEnvironment(): NodeJS.ProcessEnv {
  const kept = /^npm_config_(registry|cache|userconfig|globalconfig|cafile|.*proxy)$/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name !== "NODE_OPTIONS" && (!/^npm_/i.test(name) || kept.test(name)),
    ),
  );
}
