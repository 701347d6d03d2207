"use strict";
const { existsSync, realpathSync } = require("node:fs");
const { basename, delimiter, join } = require("node:path");
const { Sentence } = require("./sentence.cjs");

/** The command line that runs npm: the private one, else the one that started us, else the one in PATH. */
function npmCommand(home) {
  const own = join(home.runtime, "node_modules", "npm", "bin", "npm-cli.js");
  if (process.execPath.startsWith(home.runtime) && existsSync(own)) return [process.execPath, own];
  const outer = process.env.npm_execpath;
  if (outer && basename(outer) === "npm-cli.js" && existsSync(outer)) return [process.execPath, outer];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const beside = join(folder, "node_modules", "npm", "bin", "npm-cli.js");
    if (existsSync(beside)) return [process.execPath, beside];
    const program = join(folder, "npm");
    if (process.platform !== "win32" && existsSync(program)) {
      const target = realpathSync(program);
      return basename(target) === "npm-cli.js" ? [process.execPath, target] : [program];
    }
  }
  throw new Sentence("npm was not found. Install it beside Node (on Debian: apt install npm) and try again.");
}

/** How to reach a registry is the person's choice and stays; the rest of an outer npm's settings would mislead the inner one. */
const kept = /^npm_config_(registry|userconfig|cache|cafile|ca|proxy|https_proxy|noproxy|strict_ssl|.*:_auth.*)$/i;

function npmEnvironment(environment = process.env) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)));
}

/** Options of every npm call: quick to notice a missing network, quiet otherwise. */
const quietly = [
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
  "--ignore-scripts",
  "--prefer-offline",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=5000",
];

module.exports = { npmCommand, npmEnvironment, quietly };
