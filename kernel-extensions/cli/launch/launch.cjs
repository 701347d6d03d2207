"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { ensureBuild } = require("./build.cjs");
const { helpFor, knownCommand, overview } = require("./commands.cjs");
const { findHome } = require("./home.cjs");
const { environmentFor, suitableNode } = require("./node.cjs");
const { handOver } = require("./program.cjs");
const { Sentence, explain } = require("./sentence.cjs");
const { ensureWorkspace } = require("./workspace.cjs");

const here = join(__dirname, "..");

/** Runs one command line of `mesoscope` and sets the exit status of this process. */
async function launch(args) {
  const home = findHome();
  try {
    process.exitCode = await run(home, args);
  } catch (error) {
    process.exitCode = 1;
    console.error(`mesoscope: ${sentenceOf(error, home)}`);
  }
}

async function run(home, args) {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v")
    return say(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).version);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return say(overview());
  const command = knownCommand(name);
  if (command.help && (rest.includes("--help") || rest.includes("-h"))) return say(helpFor(name));
  const node = await suitableNode(home);
  if (node !== process.execPath) {
    return handOver([node, join(here, "bin", "mesoscope.cjs"), ...args], { env: environmentFor(home, node) });
  }
  if (home.isCheckout) {
    await ensureWorkspace(home);
    await ensureBuild(home);
  }
  const { main } = await import(pathToFileURL(join(here, "dist", "main.js")).href);
  return main(home, name, rest);
}

function say(text) {
  console.log(text);
  return 0;
}

function sentenceOf(error, home) {
  if (error instanceof Sentence || error?.name === "Sentence") return error.message;
  if (typeof error?.code === "string" && error.syscall)
    return explain("Set-up", `${error.code} ${error.message}`, home).message;
  return error?.stack ?? String(error);
}

module.exports = { launch };
