"use strict";
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { withLock } = require("./lock.cjs");
const { runProgram } = require("./program.cjs");
const { Sentence, explain } = require("./sentence.cjs");
const { isStamped, stamp } = require("./stamp.cjs");
const { step } = require("./step.cjs");

const stampFile = (home) => join(home.stamps, "build.json");

/** The packages that the root `tsconfig.json` builds. */
function packageFolders(home) {
  const { references } = JSON.parse(readFileSync(join(home.root, "tsconfig.json"), "utf8"));
  return references.map(({ path }) => join(home.root, path));
}

const bundleConfig = "rolldown.config.ts";
/** The packages that say which of their programs are to be bundled. */
const bundledFolders = (home) => packageFolders(home).filter((folder) => existsSync(join(folder, bundleConfig)));

const kernelBuild = join("kernels", "build.mjs");
/** The packages with kernels for WebAssembly, and the program that compiles them. */
const kernelFolders = (home) => packageFolders(home).filter((folder) => existsSync(join(folder, kernelBuild)));

/** A fingerprint of every source by name, size and time; reading them all would take longer than asking the compiler. */
function buildState(home) {
  const hash = createHash("sha256");
  const note = (file) => {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  };
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else note(path);
    }
  };
  for (const file of ["tsconfig.json", "tsconfig.base.json", "package-lock.json"]) note(join(home.root, file));
  for (const folder of packageFolders(home)) {
    for (const file of ["package.json", "tsconfig.json"]) note(join(folder, file));
    walk(join(folder, "src"));
  }
  for (const folder of kernelFolders(home)) walk(join(folder, "kernels"));
  for (const folder of bundledFolders(home)) note(join(folder, bundleConfig));
  return { sources: hash.digest("hex") };
}

const isBuilt = (home) => packageFolders(home).every((folder) => existsSync(join(folder, "dist", ".tsbuildinfo")));

/** Compiles what has changed since the last build. */
async function ensureBuild(home) {
  const isReady = () => isBuilt(home) && isStamped(stampFile(home), buildState(home));
  if (isReady()) return;
  await withLock(home.lock, async () => {
    if (isReady()) return;
    await step("Build", async () => {
      const state = buildState(home);
      const tools = join(home.root, "node_modules");
      await run([join(tools, "typescript", "bin", "tsc"), "-b"], home, home.root);
      for (const folder of kernelFolders(home)) await run([kernelBuild], home, folder);
      for (const folder of bundledFolders(home))
        await run([join(tools, "rolldown", "bin", "cli.mjs"), "-c", bundleConfig], home, folder);
      stamp(stampFile(home), state);
    });
  });
}

async function run(program, home, cwd) {
  const { status, output } = await runProgram([process.execPath, ...program], { cwd });
  if (status !== 0) throw failure(output, home);
}

function failure(output, home) {
  const mistakes = output.split("\n").filter((line) => /error TS\d+/.test(line));
  if (mistakes.length === 0) return explain("The build", output, home);
  const more = mistakes.length > 10 ? `\n… and ${mistakes.length - 10} more` : "";
  return new Sentence(
    `The sources do not compile. Correct this and try again:\n${mistakes.slice(0, 10).join("\n")}${more}`,
  );
}

module.exports = { ensureBuild };
