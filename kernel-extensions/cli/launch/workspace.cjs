"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { withLock } = require("./lock.cjs");
const { npmCommand, npmEnvironment, quietly } = require("./npm.cjs");
const { runProgram } = require("./program.cjs");
const { explain } = require("./sentence.cjs");
const { isStamped, stamp } = require("./stamp.cjs");
const { step } = require("./step.cjs");

/** Inside `node_modules`, so that removing the folder removes the claim that it is complete. */
const stampFile = (home) => join(home.root, "node_modules", ".mesoscope.json");

/** What decides which libraries belong here: the lockfile, and for which machine and which Node they are. */
function workspaceState(home) {
  const lock = createHash("sha256")
    .update(readFileSync(join(home.root, "package-lock.json")))
    .digest("hex");
  return { lock, abi: process.versions.modules, machine: `${process.platform}-${process.arch}` };
}

/** Installs the libraries that the lockfile names, unless they are there. */
async function ensureWorkspace(home) {
  if (isStamped(stampFile(home), workspaceState(home))) return;
  await withLock(home.lock, async () => {
    const state = workspaceState(home);
    if (isStamped(stampFile(home), state)) return;
    await step("Libraries (npm ci)", async () => {
      const command = [...npmCommand(home), "ci", ...quietly];
      const { status, output } = await runProgram(command, { cwd: home.root, env: npmEnvironment() });
      if (status !== 0) throw explain("Installing the libraries", output, home);
      stamp(stampFile(home), state);
    });
  });
}

/** Says that `node_modules` holds what the lockfile names, after both have been changed together. */
function stampWorkspace(home) {
  stamp(stampFile(home), workspaceState(home));
}

module.exports = { ensureWorkspace, stampWorkspace };
