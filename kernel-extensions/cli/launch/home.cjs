"use strict";
const { existsSync, realpathSync } = require("node:fs");
const { homedir } = require("node:os");
const { join, resolve } = require("node:path");

/**
 * Where this copy of Mesoscope keeps what it installs: in its checkout, or, installed from npm, in a folder of the user's.
 */
function findHome() {
  const root = resolve(realpathSync(__dirname), "..", "..", "..");
  const isCheckout = existsSync(join(root, "lerna.json")) && existsSync(join(root, "kernel-extensions", "cli"));
  return homeAt(isCheckout ? root : join(userData(), "mesoscope"), isCheckout);
}

function homeAt(root, isCheckout) {
  return {
    root,
    isCheckout,
    runtime: join(root, ".runtime"),
    stamps: join(root, ".stamps"),
    python: join(root, ".venv"),
    lock: join(root, ".stamps", "launch.lock"),
  };
}

function userData() {
  if (process.platform === "win32") return process.env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  return process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share");
}

module.exports = { findHome, homeAt };
